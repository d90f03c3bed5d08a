#include "layers/layer_rules.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <regex>
#include <sstream>
#include <stdexcept>

#include "layers/source_text.hpp"

namespace standoff::layers {

namespace {

/// A library from outside: how the build file calls it, how its headers begin.
struct Package {
    std::string_view target;
    std::string_view prefix;
};
constexpr std::array packages = {
    Package{"fmt::fmt", "fmt/"},         Package{"yaml-cpp", "yaml-cpp/"},
    Package{"CLI11::CLI11", "CLI/"},     Package{"nlohmann_json::nlohmann_json", "nlohmann/"},
    Package{"Boost::headers", "boost/"}, Package{"SQLite::SQLite3", "sqlite3.h"},
};

/// Headers of the machine and the system, and the layers that deal with them.
struct SystemHeaders {
    const char* pattern;
    std::set<std::string> layers;
    const char* why;
};
const std::vector<SystemHeaders>& system_headers() {
    static const std::vector<SystemHeaders> all = {
        {R"((cpuid|\w*intrin)\.h)", {"random", "engine"}, "instruction sets are the engine's business"},
        {R"((sys/\w+|unistd|fcntl|poll|dirent|termios)\.h)",
         {"scenario", "results", "experiment", "cli"},
         "only what reads and writes files sees the system"},
    };
    return all;
}

/// A call that is forbidden outside some layers.
struct Ban {
    const char* pattern;
    std::set<std::string> except;
    const char* why;
};
const std::vector<Ban>& bans() {
    static const std::vector<Ban> all = {
        {R"((^|[^\w:])(std)?::(exp|exp2|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|)"
         R"(asinh|acosh|atanh|erf|erfc|tgamma|lgamma|cbrt|hypot)[fl]?\b)",
         {},
         "the C library's functions differ between machines; use those of random/"},
        {R"(\b__builtin_(exp|log|pow|sin|cos|tan|asin|acos|atan|sinh|cosh|tanh|erf|cbrt|hypot)\w*\b)",
         {},
         "the C library's functions differ between machines; use those of random/"},
        {R"(\b(s?rand|drand48)\s*\()", {}, "chance comes from the streams of random/"},
        {R"(\bstd::random_device\b)", {"cli"}, "chance comes from the streams of random/"},
        {R"(\bstd::(cout|cerr|clog|cin)\b|\b(stdout|stderr)\b|\b(v?printf|puts|putchar)\s*\(|\bfmt::print(ln)?\s*\(\s*")",
         {"cli"},
         "the library never prints"},
        {R"(\b(exit|_exit|_Exit|quick_exit|abort)\s*\()", {"cli"}, "the library never exits"},
        {R"(\bsystem_clock::now\b|\bstd::(time|clock)\s*\(|(^|[^\w:])::time\s*\(|\btime\s*\(\s*(nullptr|NULL|0|&))"
         R"(|\b(gettimeofday|clock_gettime)\s*\()",
         {"cli"},
         "the library does not ask for the time of day"},
        // How long the engine took is told beside a result and never part of it; an experiment sizes its batches by the
        // clock, and says what it will cost.
        {R"(\b(steady|high_resolution)_clock::now\b)",
         {"engine", "experiment", "cli"},
         "only the engine and experiments time themselves"},
    };
    return all;
}

std::string layer_of(const Architecture& architecture, const std::string& path) {
    static const std::regex internal(R"(sim/(\w+)/.*)");
    static const std::regex open(R"(include/standoff/(.*))");
    std::smatch match;
    if (std::regex_match(path, match, internal) && architecture.layers.contains(match[1])) return match[1];
    if (std::regex_match(path, match, open)) {
        const auto found = architecture.public_of.find(match[1]);
        if (found != architecture.public_of.end()) return found->second;
    }
    return {};
}

/// The checks of one file; findings go to `found`.
class FileCheck {
public:
    FileCheck(const Architecture& architecture, const SourceFile& file, std::vector<std::string>& found)
        : architecture_(architecture), file_(file), found_(found), name_(layer_of(architecture, file.path)) {}

    void run() {
        line_ = 1;
        if (name_.empty()) return report("belongs to no layer (sim/CMakeLists.txt says which there are)");
        each_line(without_comments(file_.text, Literals::keep),
                  [this](const std::string& line) { check_include(line); });
        each_line(without_comments(file_.text, Literals::blank), [this](const std::string& line) { check_bans(line); });
    }

private:
    template <class Visit>
    void each_line(const std::string& text, Visit visit) {
        std::istringstream lines(text);
        line_ = 0;
        for (std::string line; std::getline(lines, line);) {
            ++line_;
            visit(line);
        }
    }

    void report(const std::string& what) { found_.push_back(file_.path + ":" + std::to_string(line_) + ": " + what); }

    [[nodiscard]] const Layer& layer() const { return architecture_.layers.at(name_); }

    void check_layer(const std::string& other) {
        if (other != name_ && !layer().depends.contains(other)) report(name_ + " may not include " + other);
    }

    void check_include(const std::string& line) {
        static const std::regex include(R"re(\s*#\s*include\s*(<|")([^>"]+)[>"].*)re");
        std::smatch match;
        if (!std::regex_match(line, match, include)) return;
        if (match[1] == "\"") check_own(match[2]);
        else check_foreign(match[2]);
    }

    void check_own(const std::string& header) {
        const std::string folder = header.substr(0, header.find('/'));
        if (!architecture_.layers.contains(folder)) return report("\"" + header + "\" does not begin with a layer");
        check_layer(folder);
    }

    void check_foreign(const std::string& header) {
        if (header.starts_with("standoff/")) {
            const std::string other = layer_of(architecture_, "include/" + header);
            if (other.empty()) return report("<" + header + "> belongs to no layer");
            return check_layer(other);
        }
        if (header == "random") return report("<random> differs between libraries; use random/");
        const auto package = std::find_if(packages.begin(), packages.end(),
                                          [&](const Package& known) { return header.starts_with(known.prefix); });
        if (package != packages.end()) {
            if (!layer().packages.contains(std::string(package->target)))
                report(name_ + " may not use " + std::string(package->target));
            return;
        }
        for (const SystemHeaders& known : system_headers()) {
            if (!std::regex_match(header, std::regex(known.pattern))) continue;
            if (!known.layers.contains(name_)) report("<" + header + ">: " + known.why);
            return;
        }
        // The standard library's headers have neither a folder nor an ending.
        if (header.find_first_of("./") != std::string::npos) report("<" + header + "> is of no library that is known");
    }

    void check_bans(const std::string& line) {
        static const std::vector<std::regex> patterns = [] {
            std::vector<std::regex> compiled;
            for (const Ban& ban : bans()) compiled.emplace_back(ban.pattern);
            return compiled;
        }();
        for (std::size_t i = 0; i < patterns.size(); ++i)
            if (!bans()[i].except.contains(name_) && std::regex_search(line, patterns[i])) report(bans()[i].why);
    }

    const Architecture& architecture_;
    const SourceFile& file_;
    std::vector<std::string>& found_;
    std::string name_;
    int line_ = 0;
};

/// A library whose headers are slow to compile: in one file only.
struct HeavyLibrary {
    std::string_view name;
    const char* include;
};
constexpr std::array heavy_libraries = {
    HeavyLibrary{"CLI11", R"(#\s*include <CLI/)"},
    HeavyLibrary{"Asio and Beast", R"(#\s*include <boost/(asio|beast))"},
};

void check_heavy(const HeavyLibrary& library, const std::vector<SourceFile>& files, std::vector<std::string>& found) {
    const std::regex include(library.include);
    std::string where;
    for (const SourceFile& file : files) {
        if (!std::regex_search(without_comments(file.text, Literals::keep), include)) continue;
        if (where.empty()) where = file.path;
        else found.push_back(file.path + ": " + std::string(library.name) + " in one file only, and it is in " + where);
    }
}

}  // namespace

Architecture read_architecture(std::string_view build_file) {
    const std::string text = std::regex_replace(std::string(build_file), std::regex("#[^\n]*"), "");
    static const std::regex call(R"(\bstandoff_layer\s*\(([^)]*)\))");
    Architecture result;
    for (std::sregex_iterator it(text.begin(), text.end(), call), end; it != end; ++it) {
        std::istringstream words((*it)[1].str());
        std::string name;
        words >> name;
        Layer layer;
        std::string section;
        for (std::string word; words >> word;) {
            if (word == "DEPENDS" || word == "PACKAGES" || word == "HEADERS") {
                section = word;
            } else if (section == "DEPENDS") {
                if (!result.layers.contains(word)) throw std::runtime_error(name + " depends on " + word + " above it");
                layer.depends.insert(word);
            } else if (section == "PACKAGES") {
                layer.packages.insert(word);
            } else {
                result.public_of[word] = name;
            }
        }
        result.order.push_back(name);
        result.layers[name] = std::move(layer);
    }
    if (result.layers.empty()) throw std::runtime_error("the build file names no layer");
    return result;
}

std::vector<std::string> violations(const Architecture& architecture, const std::vector<SourceFile>& files) {
    std::vector<std::string> found;
    for (const SourceFile& file : files) FileCheck(architecture, file, found).run();
    for (const HeavyLibrary& library : heavy_libraries) check_heavy(library, files, found);
    return found;
}

}  // namespace standoff::layers
