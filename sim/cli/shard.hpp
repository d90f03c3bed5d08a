// Which part of a study this process plays: `--shard 3/8`, or what the launcher says.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace standoff {

/// Shard `index` (from 1) of `count`.
struct Shard {
    std::uint64_t index = 1;
    std::uint64_t count = 1;
    friend bool operator==(const Shard&, const Shard&) = default;
};

/// `3/8`; nothing for what is no such part.
[[nodiscard]] std::optional<Shard> parse_shard(const std::string& text);

/// The value of an environment variable, or null.
using Environment = std::function<const char*(const char* name)>;

/// What a launcher tells its processes, by the variables of Slurm's job arrays (SLURM_ARRAY_TASK_ID, …_MIN, …_STEP,
/// …_COUNT), of Slurm's tasks (SLURM_PROCID, SLURM_NTASKS) and of MPI's ranks (Open MPI's OMPI_COMM_WORLD_RANK and
/// …_SIZE; PMI_RANK and PMI_SIZE of MPICH, Intel MPI and others). In an array whose jobs have several tasks each, every
/// task of every job is a shard. `problem` says what is missing or wrong where there is none.
struct LaunchedShard {
    std::optional<Shard> shard;
    std::string problem;
};
[[nodiscard]] LaunchedShard launched_shard(const Environment& environment);

}  // namespace standoff
