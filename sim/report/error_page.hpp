// What `standoff explain` prints: the pages of docs/errors, one a code, compiled into the program.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace standoff {

/// One page as it is written, in the part of Markdown that docs/errors/README.md allows.
struct ErrorPage {
    std::string_view code;
    std::string_view markdown;
};

/// All pages, sorted by code.
[[nodiscard]] std::span<const ErrorPage> error_pages();

/// The page of a code (`E207`), or nothing.
[[nodiscard]] std::optional<std::string_view> error_page(std::string_view code);

/// A page for a terminal: paragraphs wrapped at 80 columns, examples indented and left as they are, the heading and
/// what stands above an example in bold if `color`, links without their address.
[[nodiscard]] std::string page_text(std::string_view markdown, bool color);

}  // namespace standoff
