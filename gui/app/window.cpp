// SPDX-License-Identifier: Apache-2.0
#include "gui/app/window.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include "gui/app/frame.hpp"
#include "gui/app/shown_frame.hpp"

namespace qm::gui {

namespace {

constexpr const char* kGlslVersion = "#version 130";

std::string glfw_words() {
    const char* words = nullptr;
    glfwGetError(&words);
    return words != nullptr ? words : "unknown reason";
}

/// The key in our terms; Key{} for one we do not know.
Key key_from(int code, int mods) {
    constexpr std::array<std::pair<int, Key>, 13> known{{{GLFW_KEY_BACKSPACE, Key::Backspace},
                                                         {GLFW_KEY_DELETE, Key::Delete},
                                                         {GLFW_KEY_ENTER, Key::Enter},
                                                         {GLFW_KEY_KP_ENTER, Key::Enter},
                                                         {GLFW_KEY_ESCAPE, Key::Escape},
                                                         {GLFW_KEY_UP, Key::Up},
                                                         {GLFW_KEY_DOWN, Key::Down},
                                                         {GLFW_KEY_LEFT, Key::Left},
                                                         {GLFW_KEY_RIGHT, Key::Right},
                                                         {GLFW_KEY_F1, Key::F1},
                                                         {GLFW_KEY_F2, Key::F2},
                                                         {GLFW_KEY_F3, Key::F3},
                                                         {GLFW_KEY_TAB, Key::Tab}}};
    if ((mods & (GLFW_MOD_CONTROL | GLFW_MOD_ALT | GLFW_MOD_SUPER)) != 0) return Key{};
    if (code == GLFW_KEY_TAB && (mods & GLFW_MOD_SHIFT) != 0) return Key::BackTab;
    for (const auto& [its_code, its_key] : known) {
        if (its_code == code) return its_key;
    }
    return Key{};
}

/// Its middle lies on one of the screens there are now.
bool is_on_a_screen(const WindowPlace& place) {
    int count = 0;
    GLFWmonitor** screens = glfwGetMonitors(&count);
    const int x = place.x + place.width / 2;
    const int y = place.y + place.height / 2;
    return std::any_of(screens, screens + count, [x, y](GLFWmonitor* screen) {
        int left = 0;
        int top = 0;
        int width = 0;
        int height = 0;
        glfwGetMonitorWorkarea(screen, &left, &top, &width, &height);
        return x >= left && x < left + width && y >= top && y < top + height;
    });
}

}  // namespace

struct Window::Parts {
    GLFWwindow* window = nullptr;
    FontFiles files;
    Fonts fonts;
    float font_scale = 0;
    std::vector<Key> keys;
    ShownFrame shown;

    static Parts& of(GLFWwindow* window) {
        return *static_cast<Parts*>(glfwGetWindowUserPointer(window));
    }
    /// Keys that are no characters.
    static void on_key(GLFWwindow* window, int code, int, int action, int mods) {
        if (action == GLFW_RELEASE) return;
        if (const auto pressed = key_from(code, mods); pressed != Key{}) {
            of(window).keys.push_back(pressed);
        }
    }
    static void on_character(GLFWwindow* window, unsigned character) {
        of(window).keys.push_back(key(character));
    }
    static void on_damage(GLFWwindow* window) { of(window).shown.forget(); }
};

Window::Window(const std::string& title, FontFiles files, const std::optional<WindowPlace>& place)
    : parts_(std::make_unique<Parts>()) {
    parts_->files = std::move(files);
    if (glfwInit() != GLFW_TRUE) {
        throw std::runtime_error("no window can be opened: " + glfw_words());
    }
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 0);
    const bool placed = place && is_on_a_screen(*place);
    parts_->window = glfwCreateWindow(placed ? place->width : 1280, placed ? place->height : 720,
                                      title.c_str(), nullptr, nullptr);
    if (parts_->window == nullptr) {
        const auto why = glfw_words();
        glfwTerminate();
        throw std::runtime_error("no window can be opened: " + why +
                                 ". The console needs a display with OpenGL 3.");
    }
    if (placed) glfwSetWindowPos(parts_->window, place->x, place->y);
    glfwSetWindowSizeLimits(parts_->window, 640, 360, GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwSetWindowUserPointer(parts_->window, parts_.get());
    // Before Dear ImGui's own, which pass on to these.
    glfwSetKeyCallback(parts_->window, &Parts::on_key);
    glfwSetCharCallback(parts_->window, &Parts::on_character);
    glfwSetWindowRefreshCallback(parts_->window, &Parts::on_damage);
    glfwMakeContextCurrent(parts_->window);
    glfwSwapInterval(1);
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui_ImplGlfw_InitForOpenGL(parts_->window, true);
    ImGui_ImplOpenGL3_Init(kGlslVersion);
}

Window::~Window() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
    glfwDestroyWindow(parts_->window);
    glfwTerminate();
}

bool Window::should_close() const { return glfwWindowShouldClose(parts_->window) != 0; }

void Window::wait(std::chrono::duration<double> most) {
    if (most.count() > 0)
        glfwWaitEventsTimeout(most.count());
    else
        glfwPollEvents();
}

void Window::wake() { glfwPostEmptyEvent(); }

std::vector<Key> Window::take_keys() { return std::exchange(parts_->keys, {}); }

std::optional<WindowPlace> Window::place() const {
    auto* window = parts_->window;
    if (glfwGetWindowAttrib(window, GLFW_MAXIMIZED) != 0 ||
        glfwGetWindowAttrib(window, GLFW_ICONIFIED) != 0) {
        return std::nullopt;
    }
    WindowPlace place;
    glfwGetWindowPos(window, &place.x, &place.y);
    glfwGetWindowSize(window, &place.width, &place.height);
    return place;
}

float Window::width() const {
    int width = 0;
    glfwGetWindowSize(parts_->window, &width, nullptr);
    return static_cast<float>(width);
}

float Window::height() const {
    int height = 0;
    glfwGetWindowSize(parts_->window, nullptr, &height);
    return static_cast<float>(height);
}

const Fonts& Window::fonts() const { return parts_->fonts; }

void Window::begin_frame() {
    const float scale = scale_of(width(), height());
    if (std::abs(scale - parts_->font_scale) > 0.001F) {
        parts_->font_scale = scale;
        parts_->fonts = load_fonts(parts_->files, scale);
        parts_->shown.forget();
        ImGui_ImplOpenGL3_DestroyFontsTexture();
        ImGui_ImplOpenGL3_CreateFontsTexture();
    }
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
}

void Window::end_frame(Colour background) {
    ImGui::Render();
    if (!parts_->shown.is_changed_by(*ImGui::GetDrawData())) return;
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(parts_->window, &width, &height);
    glViewport(0, 0, width, height);
    constexpr auto part = [](std::uint8_t channel) { return static_cast<float>(channel) / 255; };
    glClearColor(part(background.red), part(background.green), part(background.blue), 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    glfwSwapBuffers(parts_->window);
}

}  // namespace qm::gui
