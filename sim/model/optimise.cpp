// The optimiser: the same numbers with less work.

#include "model/passes.hpp"

namespace standoff {

Block optimise(const Block& block, Uniforms& uniforms, Hoisted& hoisted) {
    Block shared = share(block, uniforms);
    hoist(shared, uniforms, hoisted);
    Block merged = drop_dead(merge_effects(shared, uniforms, hoisted));
    fuse(merged, hoisted);
    return drop_dead(merged);
}

}  // namespace standoff
