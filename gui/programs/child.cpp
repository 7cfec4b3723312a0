// SPDX-License-Identifier: Apache-2.0
#include "gui/programs/child.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <utility>

namespace qm::gui {

namespace {

constexpr int kGiven = 3;

/// What is done in the child before its program begins.
class Setting {
public:
    explicit Setting(int file) {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        ::posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        if (file >= 0) ::posix_spawn_file_actions_adddup2(&actions_, file, kGiven);
    }
    ~Setting() { ::posix_spawn_file_actions_destroy(&actions_); }
    Setting(const Setting&) = delete;
    Setting& operator=(const Setting&) = delete;
    [[nodiscard]] const posix_spawn_file_actions_t* actions() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

}  // namespace

std::optional<Child> Child::start(const std::vector<std::string>& words, int file) {
    if (words.empty()) return std::nullopt;
    auto owned = words;
    std::vector<char*> arguments;
    arguments.reserve(owned.size() + 1);
    for (auto& word : owned) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const Setting setting{file};
    pid_t pid = -1;
    const int failed = ::posix_spawnp(&pid, arguments.front(), setting.actions(), nullptr,
                                      arguments.data(), ::environ);
    if (failed != 0) return std::nullopt;
    return Child{pid};
}

Child::~Child() { kill(); }

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), code_(std::exchange(other.code_, std::nullopt)) {}

Child& Child::operator=(Child&& other) noexcept {
    if (this == &other) return *this;
    kill();
    pid_ = std::exchange(other.pid_, -1);
    code_ = std::exchange(other.code_, std::nullopt);
    return *this;
}

void Child::kill() noexcept {
    if (pid_ < 0 || code_) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

std::optional<int> Child::ended() {
    if (code_ || pid_ < 0) return code_;
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) != pid_) return std::nullopt;
    code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return code_;
}

}  // namespace qm::gui
