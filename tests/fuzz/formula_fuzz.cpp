// Any text as an expression, statement, rate, menu item and reference, checked wherever one may stand: a tree, or a
// finding that points into the text.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/case_folder.hpp"
#include "language/check.hpp"
#include "language/parser.hpp"
#include "language/small_model.hpp"

namespace {

using namespace standoff;

constexpr std::size_t longest_formula = 8192;

std::array<Symbols, 3> all_symbols() {
    Symbols abstract = standoff::testing::small_model();
    abstract.dated = false;
    return {standoff::testing::small_model(), standoff::testing::small_theory(), std::move(abstract)};
}

std::array<Scope, 4> all_scopes() {
    Scope measure;
    measure.measure = true;
    Scope initial;
    initial.initial = true;
    initial.draws = true;
    initial.memory = false;
    return {Scope{}, standoff::testing::acting_scope(), measure, initial};
}

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) { sources_.emplace_back("formula", std::string(text)); }

    void read_all() {
        read([](const Formula& formula, Diagnostics& findings) { return parse_rate(formula, findings); });
        read([](const Formula& formula, Diagnostics& findings) { return parse_item(formula, findings); });
        static const std::array<Symbols, 3> symbols = all_symbols();
        static const std::array<Scope, 4> scopes = all_scopes();
        for (const Symbols& names : symbols)
            for (const Scope& scope : scopes) check_all(names, scope);
    }

private:
    void check_all(const Symbols& names, const Scope& scope) {
        read(parse_expression, [&](const NodePtr& tree, Diagnostics& findings) {
            (void)check_expression(*tree, scope, names, Kind::unknown, findings);
        });
        read(parse_reference,
             [&](const NodePtr& tree, Diagnostics& findings) { check_reference(*tree, scope, names, findings); });
        for (const auto where : {StatementPlace::effect, StatementPlace::dynamics, StatementPlace::initial})
            read(parse_statement, [&](std::optional<Statement>& statement, Diagnostics& findings) {
                check_statement(*statement, scope, names, where, findings);
            });
    }

    template <typename Parse>
    void read(Parse parse) {
        read(parse, [](const auto&, Diagnostics&) {});
    }

    template <typename Parse, typename Check>
    void read(Parse parse, Check check) {
        Diagnostics findings;
        auto tree = parse(Formula{text_, 0, nullptr}, findings);
        if (static_cast<bool>(tree) == findings.failed()) fuzz::wrong("a tree and an error, or neither");
        if (tree) check(tree, findings);
        fuzz::check_findings(findings, sources_);
    }

    std::string_view text_;
    Sources sources_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > longest_formula) return -1;
    Reader({reinterpret_cast<const char*>(data), size}).read_all();
    return 0;
}
