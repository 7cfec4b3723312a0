// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gui/app/fonts.hpp"
#include "gui/model/intent.hpp"
#include "gui/model/preferences.hpp"
#include "gui/panels/theme.hpp"

namespace qm::gui {

/// The one window, with its OpenGL and ImGui. The only file that knows GLFW. Everything but wake() belongs
/// to the main thread.
class Window {
public:
    /// Throws std::runtime_error with a sentence when there is no display to open a window on.
    /// `place`: as it stood last; without one, or where no screen is any more, as the system likes.
    Window(const std::string& title, FontFiles files, const std::optional<WindowPlace>& place);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    [[nodiscard]] bool should_close() const;
    /// Until something happens or the time is over.
    void wait(std::chrono::duration<double> most);
    /// Ends a wait, from any thread, as long as the window lives.
    static void wake();
    /// The keys pressed since the last call.
    [[nodiscard]] std::vector<Key> take_keys();

    /// Where it stands now; empty while it fills the screen.
    [[nodiscard]] std::optional<WindowPlace> place() const;
    [[nodiscard]] float width() const;
    [[nodiscard]] float height() const;
    /// Fonts of the window's present size.
    [[nodiscard]] const Fonts& fonts() const;

    void begin_frame();
    void end_frame(Colour background);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace qm::gui
