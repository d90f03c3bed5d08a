// A scenario file, read, merged with its theory and checked.
//
// load_scenario is the only door: it reads the file and what the file names, applies a variant and settings, and
// returns either a Scenario that can be compiled or every finding at once. It never prints.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <standoff/diagnostic.hpp>

namespace standoff {

struct Spec;

/// How a policy decides in one channel: `choose:`.
enum class RuleKind : std::uint8_t { logit, best, rules, random, script };

/// What is asked for beside the file.
struct LoadOptions {
    std::string variant;  ///< name of one of the file's variants, or empty
    /// `path=value`: parameter, trait, initial value, ACTOR.policy, or calendar.NAME (on or off); later ones win.
    std::vector<std::string> set;
    std::string until;  ///< a date or a number of steps that ends the run earlier, or empty
    /// `path=a,b,c`, `path=low:high:steps`, `path=low:high` or `path=prior`, a span with `:log` or `:whole` at its end:
    /// an experiment that is not in the file. Paths as of `set`, and `variant` and `until`.
    std::vector<std::string> vary = {};
    /// Paths of parameters, traits and initial values that are given run by run: Model::factors.
    std::vector<std::string> open = {};
    /// Actors whose acts are given from outside, in every channel: Model::seats.
    std::vector<std::string> seats = {};
};

/// A loaded file: findings always, the content only if there was no error. Move-only.
class Scenario {
public:
    Scenario();
    ~Scenario();
    Scenario(Scenario&&) noexcept;
    Scenario& operator=(Scenario&&) noexcept;

    [[nodiscard]] bool ok() const { return !findings.failed(); }
    [[nodiscard]] const std::string& title() const;
    [[nodiscard]] bool is_theory() const;
    /// Paths of every file read: the scenario first.
    [[nodiscard]] const std::vector<std::string>& files() const;
    [[nodiscard]] const Sources& sources() const;

    Diagnostics findings;
    std::unique_ptr<Spec> spec;  ///< never null; incomplete where findings.failed()
};

/// Reads and checks one file. Bad input of any kind is a finding, never an exception.
[[nodiscard]] Scenario load_scenario(const std::string& path, const LoadOptions& options = {});

}  // namespace standoff
