#include "cli/arguments.hpp"

#include <algorithm>
#include <cctype>
#include <functional>
#include <memory>
#include <sstream>

#include <fmt/format.h>

#include "base/version.hpp"
#include "cli/options.hpp"
#include "report/text.hpp"

namespace standoff {

namespace {

/// Help that begins with examples and fits a terminal: CLI11 does not break lines.
class ExamplesFirst : public CLI::Formatter {
public:
    std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
        const std::string_view shown = examples_of(app->get_parent() == nullptr ? "" : app->get_name());
        const std::string first = fmt::format("Examples:\n{}\n", shown);
        std::istringstream lines(CLI::Formatter::make_help(app, std::move(name), mode));
        std::string help = first;
        for (std::string line; std::getline(lines, line);)
            help += line.size() <= page_width
                        ? line + '\n'
                        : wrapped(line.substr(get_column_width()), line.substr(0, get_column_width()),
                                  std::string(get_column_width(), ' '));
        return help;
    }
};

bool is_flag(const std::string& word) { return word.size() > 1 && word.front() == '-'; }

std::vector<std::string> flags_of(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_group().empty()) continue;
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    return names;
}

std::string help_hint(const CLI::App& app) {
    return app.get_parent() == nullptr ? "see standoff --help" : fmt::format("see standoff {} --help", app.get_name());
}

WrongUse unknown_flag(const CLI::App& app, const std::string& word) {
    const std::string name = word.substr(0, word.find('='));
    const std::string near = did_you_mean(name, flags_of(app));
    const std::string where = app.get_parent() == nullptr ? "standoff" : "standoff " + app.get_name();
    return {fmt::format("{} has no option \"{}\"; {}", where, name, near.empty() ? help_hint(app) : near)};
}

/// `a NAME`, `an N or random`, `all or none`, `a K, K-L or all`.
std::string value_of(const CLI::Option& option) {
    std::string value = option.get_type_name();
    for (auto bar = value.rfind('|'); bar != std::string::npos; bar = value.rfind('|'))
        value.replace(bar, 1, value.find(" or ") == std::string::npos ? " or " : ", ");
    if (value.starts_with("all")) return value;
    // A letter by itself is read by its name: an N, an I/N.
    const bool letter = value.size() == 1 || std::isalpha(static_cast<unsigned char>(value[1])) == 0;
    const std::string_view vowels = letter ? "AEFHILMNORSX" : "AEIO";
    return (vowels.find(value.front()) == std::string_view::npos ? "a " : "an ") + value;
}

/// An option without its value, or given twice: CLI11 would take the next option for the value.
std::optional<WrongUse> wrong_values(const CLI::App& command, const std::vector<std::string>& words) {
    std::vector<std::string> seen;
    const auto option_of = [&](const std::string& word) {
        return is_flag(word) ? command.get_option_no_throw(word) : nullptr;
    };
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (word == "--" || word == "-h" || word == "--help") return std::nullopt;
        const std::size_t equals = word.find('=');
        const std::string name = word.substr(0, equals);
        const CLI::Option* option = option_of(name);
        if (option == nullptr || option->get_expected_max() == 0) continue;
        const bool apart = equals == std::string::npos;
        if (apart ? i + 1 == words.size() || option_of(words[i + 1]) != nullptr : equals + 1 == word.size())
            return WrongUse{fmt::format("{} needs {}; {}", name, value_of(*option), help_hint(command))};
        if (option->get_expected_max() == 1 && std::find(seen.begin(), seen.end(), name) != seen.end())
            return WrongUse{fmt::format("{} is given twice", name)};
        seen.push_back(name);
        if (apart) ++i;
    }
    return std::nullopt;
}

/// The whole command line, with everything that parsing fills.
class Parser {
public:
    Parser() {
        app_.name("standoff");
        app_.formatter(std::make_shared<ExamplesFirst>());
        app_.set_help_flag("-h,--help", "Show this help");
        app_.set_version_flag("--version", fmt::format("standoff {}", version()), "Show the version");
        app_.allow_extras();
        add("run", "Play a scenario many times and tell one run in full", define_run, &RunArguments::file,
            "a scenario");
        add("compare", "Compare variants or settings with a scenario, run by run with the same luck", define_compare,
            &CompareArguments::file, "a scenario");
        add("sweep", "Play a scenario at many design points, into one file that survives interruptions", define_sweep,
            &SweepArguments::file, "a scenario");
        add("sensitivity", "Find which parameters move the measures of a scenario", define_sensitivity,
            &SensitivityArguments::file, "a scenario");
        add("merge", "Join the shards of a sweep", define_merge, &MergeArguments::files,
            "the file to write, and shards");
        add("discover", "Find the corner of a sweep's factors in which something happens", define_discover,
            &DiscoverArguments::file, "the file of a sweep");
        add("flip", "Find the smallest change of one number that changes the most frequent outcome", define_flip,
            &FlipArguments::file, "a scenario");
        add("play", "Play a scenario turn by turn, in the seat of an actor", define_play);
        add("why", "Say why the actors of a shown run did what they did", define_why, &WhyArguments::folder,
            "a results folder");
        add("report", "Write results as one HTML page that needs nothing else", define_report,
            &ReportArguments::results, "a results folder or the file of a sweep");
        add("serve", "Show scenarios in the browser: move settings, see why, for this computer only", define_serve);
        add("check", "Check scenarios and theories, and say what is wrong with them", define_check,
            &CheckArguments::files, "a file");
        add("explain", "Explain the code of a finding", define_explain);
        add("describe", "Write a model's documentation (ODD protocol, Markdown)", define_describe,
            &DescribeArguments::file, "a file");
        add("replay", "Play the runs of a results folder again and compare", define_replay, &ReplayArguments::folder,
            "a results folder");
        add("list", "List the shipped scenarios", define_list);
        add("new", "Write a small scenario to begin with", define_new, &NewArguments::name, "a name");
        add("schema", "Print the JSON Schema of a kind of file", define_schema, &SchemaArguments::kind,
            "a kind of file: scenario or theory");
    }

    ParsedArguments parse(int argc, const char* const* argv) {
        if (argc < 2) return WrongUse{"a command is needed\n\n" + app_.help()};
        if (const auto wrong = wrong_command(argc, argv)) return *wrong;
        try {
            app_.parse(argc, argv);
        } catch (const CLI::CallForVersion& asked) {
            return PrintedText{std::string(asked.what()) + "\n"};
        } catch (const CLI::CallForHelp&) {
            return PrintedText{app_.help()};
        } catch (const CLI::ParseError& error) {
            return WrongUse{error.what()};
        }
        return result();
    }

private:
    struct Command {
        CLI::App* app = nullptr;
        std::function<std::string()> missing;  ///< what the command cannot do without, if it was not given
        std::function<ParsedArguments()> arguments;
    };

    /// `needed` is the argument that the command cannot do without, called `noun`.
    template <class Arguments, class Field = std::string>
    void add(const std::string& name, const std::string& about, void (*define)(CLI::App&, Arguments&),
             Field Arguments::* needed = nullptr, const std::string& noun = {}) {
        CLI::App* app = app_.add_subcommand(name, about);
        app->allow_extras();
        const auto arguments = std::make_shared<Arguments>();
        define(*app, *arguments);
        commands_.push_back({app,
                             [arguments, needed, noun] {
                                 return needed != nullptr && ((*arguments).*needed).empty() ? noun : std::string();
                             },
                             [arguments]() -> ParsedArguments { return *arguments; }});
    }

    /// CLI11 takes an unknown command for a stray argument; here the first word decides.
    [[nodiscard]] std::optional<WrongUse> wrong_command(int argc, const char* const* argv) const {
        std::vector<std::string> known;
        known.reserve(commands_.size());
        for (const Command& command : commands_) known.push_back(command.app->get_name());
        for (int i = 1; i < argc; ++i) {
            const std::string word = argv[i];
            if (word == "-h" || word == "--help" || word == "--version") return std::nullopt;
            if (is_flag(word)) return unknown_flag_first(word);
            if (std::find(known.begin(), known.end(), word) != known.end())
                return wrong_values(*app_.get_subcommand(word), {argv + i + 1, argv + argc});
            const std::string near = did_you_mean(word, known);
            return WrongUse{
                fmt::format("\"{}\" is no command; {}", word,
                            near.empty() ? "there are " + fmt::format("{}", fmt::join(known, ", ")) : near)};
        }
        return std::nullopt;
    }

    [[nodiscard]] WrongUse unknown_flag_first(const std::string& word) const {
        const std::string name = word.substr(0, word.find('='));
        for (const Command& command : commands_) {
            const std::vector<std::string> flags = flags_of(*command.app);
            if (std::find(flags.begin(), flags.end(), name) != flags.end())
                return {fmt::format("\"{}\" comes after the command: standoff {} {} …", name, command.app->get_name(),
                                    name)};
        }
        return unknown_flag(app_, word);
    }

    ParsedArguments result() {
        const std::vector<CLI::App*> chosen = app_.get_subcommands();
        if (chosen.size() != 1) return WrongUse{"one command at a time; " + help_hint(app_)};
        const CLI::App& app = *chosen.front();
        const std::vector<std::string> rest = app.remaining();
        for (const std::string& word : rest)
            if (is_flag(word)) return unknown_flag(app, word);
        const auto command =
            std::find_if(commands_.begin(), commands_.end(), [&](const Command& one) { return one.app == &app; });
        if (const std::string missing = command->missing(); !missing.empty())
            return WrongUse{fmt::format("standoff {} needs {}; {}", app.get_name(), missing, help_hint(app))};
        if (!rest.empty()) return WrongUse{fmt::format("\"{}\" is one too many; {}", rest.front(), help_hint(app))};
        return command->arguments();
    }

    CLI::App app_{"Simulates escalation between states, from a scenario in a text file."};
    std::vector<Command> commands_;
};

}  // namespace

ParsedArguments parse_arguments(int argc, const char* const* argv) { return Parser().parse(argc, argv); }

}  // namespace standoff
