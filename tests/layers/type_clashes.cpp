#include "layers/type_clashes.hpp"

#include <algorithm>
#include <map>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <string_view>

#include "layers/source_text.hpp"

namespace standoff::layers {

namespace {

/// Follows the braces of one file.
class TypeReader {
public:
    explicit TypeReader(const SourceFile& file) : file_(file) {}

    std::vector<TypeDefinition> run() {
        static const std::regex token(R"(\w+|::|\S)");
        static const std::regex directive(R"(\s*#.*)");
        std::istringstream lines(without_comments(file_.text, Literals::blank));
        bool skipped = false;  // a directive that goes on in the next line
        for (std::string line; std::getline(lines, line);) {
            ++line_;
            const bool skip = skipped || std::regex_match(line, directive);
            skipped = skip && line.ends_with('\\');
            if (skip) continue;
            for (std::sregex_iterator found(line.begin(), line.end(), token), end; found != end; ++found)
                take(found->str());
        }
        if (!scopes_.empty()) complain();
        return std::move(types_);
    }

private:
    struct Scope {
        bool open = false;  ///< other files see what is defined here
        std::string name;   ///< of a namespace
    };

    void take(const std::string& token) {
        if (token == "{") begin_scope();
        else if (token == "}") end_scope();
        else if (token == ";") begin_head();
        else add_to_head(token);
    }

    void begin_head() {
        head_.clear();
        brackets_ = 0;
    }

    /// What brackets hold is left out, so that a head reads `template < struct Name : Base <`.
    void add_to_head(const std::string& token) {
        if (std::string_view(">)]").find(token) != std::string_view::npos) {
            brackets_ = std::max(brackets_ - 1, 0);
            return;
        }
        if (brackets_ == 0) head_ += (head_.empty() ? "" : " ") + token;
        if (std::string_view("<([").find(token) != std::string_view::npos) ++brackets_;
    }

    void begin_scope() {
        static const std::regex space("(?:inline )?namespace (\\w+(?: :: \\w+)*)|extern \" \"");
        static const std::regex type(R"((?:.* )?(?:struct|class|union|enum(?: class| struct)?)(?: alignas \(| \[)*)"
                                     R"( ((?:\w+ :: )*\w+)(?: final)?(?: :.*)?)");
        Scope scope;
        std::smatch match;
        const bool outside = scopes_.empty() || scopes_.back().open;
        if (outside && std::regex_match(head_, match, space)) scope = {true, match[1]};
        else if (outside && std::regex_match(head_, match, type))
            types_.push_back({qualified(match[1]), file_.path, line_});
        scopes_.push_back(scope);
        begin_head();
    }

    void end_scope() {
        if (scopes_.empty()) complain();
        scopes_.pop_back();
        begin_head();
    }

    [[noreturn]] void complain() const { throw std::runtime_error(file_.path + ": its braces do not match"); }

    [[nodiscard]] std::string qualified(const std::string& name) const {
        static const std::regex blank(" ");
        std::string whole;
        for (const Scope& scope : scopes_)
            if (!scope.name.empty()) whole += scope.name + "::";
        return std::regex_replace(whole + name, blank, "");
    }

    const SourceFile& file_;
    int line_ = 0;
    std::vector<Scope> scopes_;
    std::string head_;  ///< what has been read since the last `;`, `{` or `}`
    int brackets_ = 0;  ///< open ones of the head
    std::vector<TypeDefinition> types_;
};

std::string place_of(const TypeDefinition& type) { return type.path + ":" + std::to_string(type.line); }

}  // namespace

std::vector<TypeDefinition> types_in(const SourceFile& file) { return TypeReader(file).run(); }

std::vector<std::string> type_clashes(const std::vector<SourceFile>& files) {
    std::map<std::string, TypeDefinition> first;
    std::vector<std::string> clashes;
    for (const SourceFile& file : files)
        for (const TypeDefinition& type : types_in(file)) {
            const TypeDefinition& known = first.emplace(type.name, type).first->second;
            if (known.path != type.path)
                clashes.push_back(type.name + " is defined in " + place_of(known) + " and in " + place_of(type));
        }
    return clashes;
}

}  // namespace standoff::layers
