// Who may ask: decided from the head of a request, before its body is read.
//
// The server listens on the loopback only, but a page of any site that the user has open can send requests there, and
// so can every program of every user of this computer. So `Host` and `Origin` must be ours, and the API wants the key
// that only the printed link holds. tests/serve/door_test.cpp breaks each rule.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "serve/message.hpp"

namespace standoff {

struct HeaderField {
    std::string_view name;
    std::string_view value;
};

/// Sent with every answer.
[[nodiscard]] std::span<const HeaderField> safety_headers();

/// True for equal texts; the time it takes depends on their lengths alone.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

class Door {
public:
    /// `key` as it stands in the link.
    Door(std::uint16_t port, std::string key) : port_(port), key_(std::move(key)) {}

    /// The answer to who may not come in, asks for what there is not, or asks in the wrong way; nothing for the others.
    [[nodiscard]] std::optional<Response> refusal(const Request& head) const;

private:
    [[nodiscard]] bool is_ours(std::string_view host) const;
    std::uint16_t port_;
    std::string key_;
};

}  // namespace standoff
