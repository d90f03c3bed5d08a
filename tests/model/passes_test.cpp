#include <bit>

#include <gtest/gtest.h>

#include "model/blocks.hpp"

namespace standoff::test {
namespace {

constexpr int choice = 0;
constexpr int tension = 1;
constexpr int attention = 2;
constexpr int sum = 3;
constexpr int other_sum = 4;

Hoisted with_accumulators() {
    Hoisted hoisted;
    hoisted.lane_constant.assign(5, false);
    hoisted.accumulator = {false, false, false, true, true};
    hoisted.persistent = 5;
    return hoisted;
}

/// Item k adds 0.1 k to one sum, and 0.2 k (1 - attention) to the other, each in a region of its own.
Block effects_of_items(Uniforms& uniforms, int items) {
    BlockBuilder b(uniforms);
    b.write(Code::fill, sum, b.number(0));
    b.write(Code::fill, other_sum, b.number(0));
    for (int k = 1; k <= items; ++k) {
        const Value taken = b.make(Code::equal, slot_value(choice), b.number(k));
        b.open(taken);
        b.write(Code::accumulate, sum, b.number(0.1 * k), taken);
        const Value left = b.make(Code::subtract, b.number(1), slot_value(attention));
        b.write(Code::accumulate, other_sum, b.make(Code::multiply, b.number(0.2 * k), left), taken);
        b.close();
    }
    return b.block;
}

void expect_same_bits(const Block& before, const Block& now, const Uniforms& uniforms, std::vector<int> slots) {
    for (int taken = -1; taken < 8; ++taken)
        for (const double start : {0.3, -0.0, 1e300}) {
            const Slots state{{choice, taken}, {tension, start}, {attention, start}, {sum, -0.0}, {other_sum, start}};
            Slots expected = after(before, uniforms, state);
            Slots given = after(now, uniforms, state);
            for (const int slot : slots)
                EXPECT_EQ(std::bit_cast<std::uint64_t>(given[slot]), std::bit_cast<std::uint64_t>(expected[slot]))
                    << "slot " << slot << ", item " << taken << ", start " << start;
        }
}

TEST(MergeEffects, LooksUpWhatEachItemAdds) {
    Uniforms uniforms;
    const Block block = effects_of_items(uniforms, 5);
    const Block merged = drop_dead(merge_effects(block, uniforms, with_accumulators()));
    EXPECT_EQ(count(merged, Code::accumulate), 2);
    EXPECT_EQ(count(merged, Code::skip_unless_any), 0);
    expect_same_bits(block, merged, uniforms, {sum, other_sum});
}

TEST(MergeEffects, LeavesAnItemThatAddsTwiceToOneSum) {
    Uniforms uniforms;
    BlockBuilder b(uniforms);
    for (const double amount : {0.1, 0.2}) {
        const Value taken = b.make(Code::equal, slot_value(choice), b.number(1));
        b.write(Code::accumulate, sum, b.number(amount), taken);
    }
    const Block merged = merge_effects(b.block, uniforms, with_accumulators());
    EXPECT_EQ(count(merged, Code::accumulate), 2);
    expect_same_bits(b.block, merged, uniforms, {sum});
}

TEST(MergeEffects, KeepsThePlaceOfAnotherSummandBetween) {
    Uniforms uniforms;
    BlockBuilder b(uniforms);
    for (int k = 1; k <= 3; ++k) {
        b.write(Code::accumulate, sum, b.number(0.1), b.make(Code::equal, slot_value(choice), b.number(k)));
        b.write(Code::accumulate, sum, slot_value(attention), b.number(1));
    }
    const Block merged = merge_effects(b.block, uniforms, with_accumulators());
    EXPECT_EQ(count(merged, Code::pick), 0);
    expect_same_bits(b.block, merged, uniforms, {sum});
}

TEST(MergeEffects, SeesThatTheChoiceIsWrittenBetween) {
    Uniforms uniforms;
    BlockBuilder b(uniforms);
    const Value first = b.make(Code::equal, slot_value(choice), b.number(1));
    const Value second = b.make(Code::equal, slot_value(choice), b.number(2));
    b.write(Code::accumulate, sum, b.number(0.1), first);
    b.write(Code::fill, choice, b.number(2));
    b.write(Code::accumulate, sum, b.number(0.2), second);
    expect_same_bits(b.block, merge_effects(b.block, uniforms, with_accumulators()), uniforms, {sum});
}

TEST(MergeEffects, SeesThatAFactorIsWrittenBetween) {
    Uniforms uniforms;
    BlockBuilder b(uniforms);
    for (int k = 1; k <= 2; ++k) {
        const Value taken = b.make(Code::equal, slot_value(choice), b.number(k));
        const Value added = b.make(Code::multiply, b.number(0.3 * k), slot_value(attention));
        b.write(Code::accumulate, sum, added, taken);
        b.write(Code::fill, attention, b.number(7));
    }
    expect_same_bits(b.block, merge_effects(b.block, uniforms, with_accumulators()), uniforms, {sum, attention});
}

TEST(Flatten, ComputesAShortRegionAlwaysAndSkipsALongOne) {
    Uniforms uniforms;
    for (const int effects : {2, 9}) {
        BlockBuilder b(uniforms);
        const Value taken = b.make(Code::equal, slot_value(choice), b.number(1));
        b.open(taken);
        for (int i = 0; i < effects; ++i) b.write(Code::accumulate, sum, slot_value(attention), taken);
        b.close();
        Block flat = b.block;
        flatten(flat);
        EXPECT_EQ(count(flat, Code::skip_unless_any), effects > 4 ? 1 : 0);
        expect_same_bits(b.block, flat, uniforms, {sum});
    }
}

TEST(Flatten, LeavesARegionThatWritesInOtherLanes) {
    Uniforms uniforms;
    BlockBuilder b(uniforms);
    b.open(b.make(Code::equal, slot_value(choice), b.number(1)));
    b.write(Code::accumulate, sum, b.number(1), b.number(1));
    b.close();
    Block flat = b.block;
    flatten(flat);
    EXPECT_EQ(count(flat, Code::skip_unless_any), 1);
}

TEST(DropOverwritten, DropsAFillThatNothingReads) {
    Uniforms uniforms;
    BlockBuilder b(uniforms);
    b.write(Code::fill, tension, b.number(1));
    b.write(Code::fill, tension, b.number(2));
    b.write(Code::fill, sum, slot_value(tension));
    b.write(Code::fill, tension, b.number(3));
    Block block = b.block;
    drop_overwritten(block);
    EXPECT_EQ(count(block, Code::fill), 3);
    expect_same_bits(b.block, block, uniforms, {sum, tension});
}

TEST(DropOverwritten, KeepsAFillBeforeARegionThatMayBeSkipped) {
    Uniforms uniforms;
    BlockBuilder b(uniforms);
    b.write(Code::fill, tension, b.number(1));
    b.open(b.make(Code::equal, slot_value(choice), b.number(1)));
    b.write(Code::fill, tension, b.number(2));
    b.close();
    Block block = b.block;
    drop_overwritten(block);
    EXPECT_EQ(count(block, Code::fill), 2);
}

TEST(KeepSums, NeedsNoSlotForAnAccumulator) {
    Uniforms uniforms;
    BlockBuilder b(uniforms);
    b.write(Code::fill, sum, b.number(0));
    for (int k = 1; k <= 3; ++k) {
        const Value taken = b.make(Code::equal, slot_value(choice), b.number(k));
        b.write(k == 2 ? Code::deduct : Code::accumulate, sum, slot_value(attention), taken);
        b.write(Code::accumulate, sum, b.number(-0.0), b.number(1));
    }
    b.write(Code::fill, tension, slot_value(sum));
    const Block kept = keep_sums(b.block, uniforms, with_accumulators());
    EXPECT_EQ(count(kept, Code::accumulate) + count(kept, Code::deduct), 0);
    EXPECT_EQ(count(kept, Code::fill), 1);
    expect_same_bits(b.block, kept, uniforms, {tension});
}

TEST(KeepSums, TakesALookUpForASumThatWasZero) {
    Uniforms uniforms;
    Block block = effects_of_items(uniforms, 4);
    block.code.push_back({Code::fill, {slot_value(sum)}, tension, 0});
    const Hoisted hoisted = with_accumulators();
    const Block merged = drop_dead(merge_effects(block, uniforms, hoisted));
    const Block kept = drop_dead(keep_sums(merged, uniforms, hoisted));
    EXPECT_EQ(count(kept, Code::add), 0);
    expect_same_bits(block, kept, uniforms, {tension});
}

TEST(KeepSums, RemembersWhatASlotHeldBeforeItWasWritten) {
    Uniforms uniforms;
    BlockBuilder b(uniforms);
    b.write(Code::fill, sum, slot_value(tension));
    b.write(Code::fill, other_sum, slot_value(attention));
    b.write(Code::fill, tension, slot_value(other_sum));
    b.write(Code::fill, attention, slot_value(sum));
    const Slots exchanged =
        after(keep_sums(b.block, uniforms, with_accumulators()), uniforms, {{tension, 1}, {attention, 2}});
    EXPECT_EQ(exchanged.at(tension), 2);
    EXPECT_EQ(exchanged.at(attention), 1);
}

TEST(KeepSums, LeavesAnAccumulatorThatARegionWrites) {
    Uniforms uniforms;
    const Block block = effects_of_items(uniforms, 1);
    const Block kept = keep_sums(block, uniforms, with_accumulators());
    EXPECT_EQ(count(kept, Code::accumulate), 2);
    expect_same_bits(block, kept, uniforms, {sum, other_sum});
}

TEST(Fuse, RoundsTheProductOnItsOwn) {
    Uniforms uniforms;
    for (const Code code : {Code::add, Code::subtract})
        for (const bool left : {true, false}) {
            BlockBuilder b(uniforms);
            const Value product = b.make(Code::multiply, slot_value(attention), b.number(1.1));
            const Value rest = slot_value(tension);
            b.write(Code::fill, sum, left ? b.make(code, product, rest) : b.make(code, rest, product));
            Block fused = b.block;
            fuse(fused, with_accumulators());
            fused = drop_dead(fused);
            EXPECT_EQ(count(fused, Code::multiply) + count(fused, code), 0);
            expect_same_bits(b.block, fused, uniforms, {sum});
        }
}

TEST(Fuse, LeavesAProductWhoseFactorIsWrittenBetween) {
    Uniforms uniforms;
    BlockBuilder b(uniforms);
    const Value product = b.make(Code::multiply, slot_value(attention), b.number(1.1));
    b.write(Code::fill, attention, b.number(5));
    b.write(Code::fill, sum, b.make(Code::add, product, slot_value(tension)));
    Block fused = b.block;
    fuse(fused, with_accumulators());
    EXPECT_EQ(count(fused, Code::multiply_add), 0);
    expect_same_bits(b.block, fused, uniforms, {sum});
}

TEST(Share, MakesARepeatedCheckOnce) {
    Uniforms uniforms;
    BlockBuilder b(uniforms);
    for (int i = 0; i < 2; ++i) b.write(Code::check_finite, -1, slot_value(tension), b.number(1));
    b.write(Code::fill, tension, slot_value(attention));
    b.write(Code::check_finite, -1, slot_value(tension), b.number(1));
    EXPECT_EQ(count(share(b.block, uniforms), Code::check_finite), 2);
}

TEST(Hoist, MovesWhatTheStartSettles) {
    Uniforms uniforms;
    BlockBuilder b(uniforms);
    b.write(Code::fill, sum, b.make(Code::subtract, b.number(1), slot_value(attention)));
    Hoisted hoisted = with_accumulators();
    hoisted.lane_constant[attention] = true;
    Block block = b.block;
    hoist(block, uniforms, hoisted);
    EXPECT_EQ(count(hoisted.setup, Code::subtract), 1);
    EXPECT_EQ(block.code.back().in[0], slot_value(5));
    EXPECT_TRUE(hoisted.is_lane_constant(slot_value(5)));
}

}  // namespace
}  // namespace standoff::test
