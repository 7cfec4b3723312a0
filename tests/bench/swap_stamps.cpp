// SPDX-License-Identifier: Apache-2.0
// Loaded into quartermark-console before all else: whenever a frame is handed to GL, its moment (8 bytes, the monotonic
// clock in nanoseconds) goes to standard output, where the console itself says nothing.
#include <dlfcn.h>
#include <unistd.h>

#include <cstdint>
#include <ctime>

struct GLFWwindow;

extern "C" void glfwSwapBuffers(GLFWwindow* window) {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    const std::int64_t stamp = std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
    static_cast<void>(write(STDOUT_FILENO, &stamp, sizeof stamp) < 0);
    using Swap = void (*)(GLFWwindow*);
    static const auto swap = reinterpret_cast<Swap>(dlsym(RTLD_NEXT, "glfwSwapBuffers"));
    swap(window);
}
