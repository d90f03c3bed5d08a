// The rules that keep the layers apart, checked on text: who may include whom, and what must not be called where. The
// table itself is not here but in sim/CMakeLists.txt, whose lines are read.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace standoff::layers {

struct Layer {
    std::set<std::string> depends;
    std::set<std::string> packages;
};

struct Architecture {
    std::vector<std::string> order;                ///< from the ground up
    std::map<std::string, Layer> layers;           ///< by name
    std::map<std::string, std::string> public_of;  ///< the layer of include/standoff/<name>
};

/// Reads the standoff_layer(…) lines of a build file. Throws std::runtime_error when a layer depends on one that is not
/// above it in the file, or when there is no layer at all.
[[nodiscard]] Architecture read_architecture(std::string_view build_file);

/// A file of the product, its path from the repository's root.
struct SourceFile {
    std::string path;
    std::string text;
};

/// What breaks a rule, one line each: `path:line: what`. `files` are all files of sim/ and include/.
[[nodiscard]] std::vector<std::string> violations(const Architecture& architecture,
                                                  const std::vector<SourceFile>& files);

}  // namespace standoff::layers
