// Pages and links opened in the user's browser.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace standoff {

[[nodiscard]] bool has_display();

/// Whether this session has a screen of its own: a display, and no SSH between it and the user.
[[nodiscard]] bool has_screen();

/// Whether a browser was asked to show the page, in a session of its own and saying nothing here; whether it does is
/// not waited for.
bool start_browser(const std::filesystem::path& place);

/// Opens a link without showing it to the other users of this computer, who can read every program's command line: the
/// browser is given a file that only the user can read and that leads on. The file goes with this object.
class OpenedLink {
public:
    explicit OpenedLink(const std::string& link);
    ~OpenedLink();
    OpenedLink(const OpenedLink&) = delete;
    OpenedLink& operator=(const OpenedLink&) = delete;

private:
    std::optional<std::filesystem::path> file_;
};

}  // namespace standoff
