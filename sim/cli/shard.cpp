#include "cli/shard.hpp"

#include <string_view>

#include <fmt/format.h>

#include "base/numbers.hpp"

namespace standoff {

namespace {

/// At most 2^32 - 1, so that products of two fit.
std::optional<std::uint64_t> whole(std::string_view text) { return number_in<std::uint32_t>(text); }

class Launcher {
public:
    explicit Launcher(const Environment& environment) : environment_(environment) {}

    LaunchedShard shard() {
        const Shard array = array_job();
        const Shard rank = rank_of_job();
        if (!problem_.empty()) return {std::nullopt, problem_};
        if (!found_)
            return {std::nullopt,
                    "--shard auto needs a launcher's variables (a Slurm array or an MPI rank), and there are "
                    "none; write --shard 1/8"};
        return {Shard{(array.index - 1) * rank.count + rank.index, array.count * rank.count}, {}};
    }

private:
    Shard array_job() {
        if (environment_("SLURM_ARRAY_TASK_ID") == nullptr) return {};
        found_ = true;
        const std::uint64_t id = number("SLURM_ARRAY_TASK_ID"), low = number("SLURM_ARRAY_TASK_MIN");
        const std::uint64_t count = number("SLURM_ARRAY_TASK_COUNT");
        const std::uint64_t step =
            environment_("SLURM_ARRAY_TASK_STEP") == nullptr ? 1 : number("SLURM_ARRAY_TASK_STEP");
        if (!problem_.empty()) return {};
        if (step == 0 || id < low || (id - low) % step != 0 || (id - low) / step >= count) {
            problem_ = fmt::format(
                "Slurm's array has gaps: task {} is none of {} from {} in steps of {}; submit it as --array=1-{}", id,
                count, low, step, count);
            return {};
        }
        return {(id - low) / step + 1, count};
    }

    Shard rank_of_job() {
        static constexpr const char* launchers[][2] = {{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"},
                                                       {"PMI_RANK", "PMI_SIZE"},
                                                       {"SLURM_PROCID", "SLURM_NTASKS"}};
        for (const auto& [rank, size] : launchers) {
            if (environment_(rank) == nullptr || environment_(size) == nullptr) continue;
            found_ = true;
            const std::uint64_t index = number(rank), count = number(size);
            if (problem_.empty() && index >= count)
                problem_ = fmt::format("{} is {}, and {} is {}: there is no such rank", rank, index, size, count);
            return problem_.empty() ? Shard{index + 1, count} : Shard{};
        }
        return {};
    }

    std::uint64_t number(const char* name) {
        const char* text = environment_(name);
        const auto value = whole(text == nullptr ? "" : text);
        if (!value && problem_.empty())
            problem_ = fmt::format("{} is \"{}\", and should be a whole number", name, text == nullptr ? "" : text);
        return value.value_or(0);
    }

    const Environment& environment_;
    bool found_ = false;
    std::string problem_;
};

}  // namespace

std::optional<Shard> parse_shard(const std::string& text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos) return std::nullopt;
    const auto index = whole(std::string_view(text).substr(0, slash));
    const auto count = whole(std::string_view(text).substr(slash + 1));
    if (!index || !count || *index < 1 || *index > *count) return std::nullopt;
    return Shard{*index, *count};
}

LaunchedShard launched_shard(const Environment& environment) { return Launcher(environment).shard(); }

}  // namespace standoff
