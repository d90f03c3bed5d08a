// What is to be played: Setup of web/src/app/data.ts, with which the requests about a run begin.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/json_fields.hpp"
#include "serve/gallery.hpp"

namespace standoff {

struct Setup {
    const GalleryEntry& entry;
    std::string variant;
    std::vector<std::string> set;
    std::uint64_t seed = 1;
};

[[nodiscard]] Setup read_setup(const Fields& fields, const Gallery& gallery);

}  // namespace standoff
