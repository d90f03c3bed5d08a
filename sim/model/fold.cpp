#include "model/fold.hpp"

#include <bit>
#include <cstdint>

#include "model/arithmetic.hpp"

namespace standoff {

std::optional<double> fold(Code code, const std::array<double, 4>& in) {
    switch (code) {
        case Code::copy: return in[0];
        case Code::add: return in[0] + in[1];
        case Code::subtract: return in[0] - in[1];
        case Code::multiply: return in[0] * in[1];
        case Code::divide: return in[0] / in[1];
        case Code::negate: return -in[0];
        case Code::absolute:
            return in[0] < 0 || std::bit_cast<std::uint64_t>(in[0]) == std::uint64_t{1} << 63 ? -in[0] : in[0];
        case Code::minimum: return smaller(in[0], in[1]);
        case Code::maximum: return larger(in[0], in[1]);
        case Code::clamp: return clamped(in[0], in[1], in[2]);
        case Code::equal: return truth(in[0] == in[1]);
        case Code::not_equal: return truth(in[0] != in[1]);
        case Code::less: return truth(in[0] < in[1]);
        case Code::less_equal: return truth(in[0] <= in[1]);
        case Code::logical_and: return and_then(in[0], in[1]);
        case Code::logical_or: return or_else(in[0], in[1]);
        case Code::logical_not: return truth(in[0] == 0);
        case Code::select: return selected(in[0], in[1], in[2]);
        default: return std::nullopt;
    }
}

}  // namespace standoff
