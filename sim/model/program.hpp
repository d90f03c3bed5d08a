// The instruction set of the lane machine: what a compiled block of statements is.
//
// A Program is a flat list of operations. Each reads and writes *slots*: arrays with one double a lane. An operand is a
// slot (>= 0) or, negative, a *uniform*: one number for all lanes (a constant, or the clock: see Clock). Truth is 1 and
// 0. Persistent slots (state, parameters, accumulators) come first and mean the same in every program of a model; the
// others are scratch, reused within a program.
#pragma once

#include <cstdint>
#include <vector>

namespace standoff {

/// Operand: slot index, or ~index of a uniform.
using Operand = std::int32_t;
[[nodiscard]] constexpr Operand uniform_operand(int index) { return ~index; }
[[nodiscard]] constexpr bool is_uniform(Operand operand) { return operand < 0; }
[[nodiscard]] constexpr int uniform_index(Operand operand) { return ~operand; }

/// The first uniforms are the clock, set at every step; constants follow.
enum class Clock : std::uint8_t { now, year, month, steps, count };

enum class Code : std::uint8_t {
    // elementwise and pure: dst = f(a, b, c, d)
    copy,
    add,
    subtract,
    multiply,
    divide,
    negate,
    absolute,
    square_root,
    minimum,
    maximum,
    clamp,
    multiply_add,       ///< a × b + c
    multiply_subtract,  ///< a × b - c
    subtract_product,   ///< c - a × b
    floor,
    ceil,
    round,
    modulo,
    exp,
    log,
    power,
    tanh,
    logistic,
    equal,
    not_equal,
    less,
    less_equal,
    logical_and,
    logical_or,
    logical_not,
    select,          ///< a ? b : c
    add_where,       ///< b ? c + a : c
    subtract_where,  ///< b ? c - a : c
    draw,            ///< uniform number of place `extra` in this run and step
    uniform,         ///< from a to b, uniform c
    normal,          ///< mean a, sd b, uniform c
    exponential,     ///< mean a, uniform b
    triangular,      ///< low a, mode b, high c, uniform d
    poisson,         ///< mean a, uniform b; only lanes with c
    binomial,        ///< trials a, probability b, uniform c; only lanes with d
    choice_in,       ///< 1 where a is one of the items of item set `extra`
    ring_read,       ///< value of ring `extra` as it was b steps ago (b a uniform)
    // choices: operands in menu `extra`
    choose_logit,    ///< dst = item; a = precision, b = uniform; lanes with c fail where a utility is not finite
    choose_weights,  ///< dst = item; b = uniform; c = item where no weight is positive (-1: none)
    pick,            ///< dst = value of item a; c where a is none of them
    weight_of,       ///< share of the weight of item a; all of it is item c's where no weight is positive (recording)
    pick_available,  ///< dst = an available item other than a, drawn evenly with the uniform b; a if there is no other
    largest,         ///< largest utility among the available items; lanes with c fail where one is not finite
    logit_of,        ///< probability of item a by logit of precision b (recording)
    script_item,     ///< dst = item of script `extra` in this step, -1 if none
    script_count,    ///< count of script `extra` in this step, or a where it gives none
    script_success,  ///< the same for success
    // effects on persistent slots
    fill,          ///< slot dst = a
    accumulate,    ///< dst = b ? dst + a : dst
    deduct,        ///< dst = b ? dst - a : dst
    scale,         ///< dst = b ? dst * a : dst
    blend,         ///< dst = b ? a : dst
    commit,        ///< dst = clamp(dst * a + b, c, d); fails if not finite before the clamp
    commit_sum,    ///< dst = clamp(dst + b, c, d); fails if not finite before the clamp
    commit_value,  ///< dst = clamp(a, c, d); fails if not finite before the clamp
    ring_write,    ///< ring `extra` takes a for the present state
    mix,           ///< the trace hash takes a in lanes with b
    // failure: lanes with b fail where a is not as it must be; `extra` names the check
    check_finite,
    check_number,    ///< not NaN; may be infinite
    check_unit,      ///< in [0, 1]
    check_count,     ///< whole and not negative
    check_positive,  ///< finite and not negative
    check_holds,     ///< not 0
    note,            ///< note `extra` takes a of the first lane, where notes are taken (plain programs)
    // control
    skip_unless_any,  ///< jump `extra` operations ahead if no lane has a
    skip_unless_due,  ///< jump `extra` operations ahead unless the step is a multiple of dst
    end_region        ///< where a jump lands; only while a program is being built
};

struct Op {
    Code code = Code::copy;
    Operand dst = 0;
    Operand a = 0;
    Operand b = 0;
    Operand c = 0;
    Operand d = 0;
    std::int32_t extra = 0;
};

/// The items of one decision rule, as operands. `value` is a utility or a weight; `available` is a uniform 1 where it
/// always is.
struct MenuTable {
    struct Item {
        Operand value = 0;
        Operand available = 0;
    };
    std::vector<Item> items;
};

struct Program {
    std::vector<Op> ops;
    std::vector<MenuTable> menus;
    int slots = 0;  ///< persistent and scratch
};

}  // namespace standoff
