// Two types of one name, told from text. Where two files define one each in the same namespace, the linker keeps one
// set of their inline functions for both, and no compiler says so: each sees only its own file.
#pragma once

#include <string>
#include <vector>

#include "layers/layer_rules.hpp"

namespace standoff::layers {

struct TypeDefinition {
    std::string name;  ///< with its namespaces: `standoff::odd::Facts`
    std::string path;
    int line = 0;
};

/// The structs, classes, unions and enums that a file defines at namespace scope, outside of nameless namespaces. Mere
/// declarations, specialisations and types within a class or function are left out. Throws std::runtime_error for a
/// file whose braces do not match.
[[nodiscard]] std::vector<TypeDefinition> types_in(const SourceFile& file);

/// What more than one of the files defines, one line each: `NAME is defined in path:line and in path:line`.
[[nodiscard]] std::vector<std::string> type_clashes(const std::vector<SourceFile>& files);

}  // namespace standoff::layers
