// The optimiser: the same numbers with less work.

#include "model/passes.hpp"

namespace standoff {

Block optimise(const Block& block, Uniforms& uniforms, Hoisted& hoisted) {
    Block shared = share(block, uniforms);
    hoist(shared, uniforms, hoisted);
    drop_overwritten(shared);
    Block merged = drop_dead(merge_effects(shared, uniforms, hoisted));
    flatten(merged);
    Block kept = drop_dead(keep_sums(merged, uniforms, hoisted));
    fuse(kept, hoisted);
    return drop_dead(kept);
}

}  // namespace standoff
