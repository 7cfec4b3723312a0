// SPDX-License-Identifier: Apache-2.0
#include "gui/app/trial_daemon.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <thread>

#include <fmt/format.h>

namespace qm::gui {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kPatience{3'000};  ///< with a daemon that shall end
constexpr std::chrono::milliseconds kLook{20};

Error no_trial(const std::string& why) {
    return {"no_trial", fmt::format("No simulated run: {}", why)};
}

/// Beside this program, or where a daemon is installed when a console is beside it.
std::string find_daemon() {
    std::error_code unknown;
    const auto here = fs::read_symlink("/proc/self/exe", unknown).parent_path();
    for (const auto& folder : {here, here / "../sbin", fs::path{"/usr/local/sbin"},
                               fs::path{"/usr/sbin"}, fs::path{"/usr/bin"}}) {
        auto program = (folder / "quartermarkd").string();
        if (::access(program.c_str(), X_OK) == 0) return program;
    }
    return {};
}

/// A port nobody listens on just now. 0: none can be had.
int free_port() {
    const int door = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (door < 0) return 0;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    void* plain = &address;
    auto* any = static_cast<sockaddr*>(plain);
    const bool got = ::bind(door, any, sizeof address) == 0 && ::getsockname(door, any, &size) == 0;
    ::close(door);
    return got ? ntohs(address.sin_port) : 0;
}

/// In the child: nothing but calls that are safe between fork and exec.
[[noreturn]] void become(const char* program, const char* settings, pid_t parent) {
#ifdef __linux__
    // It shall not outlive a console that was killed.
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, stream);
    if (::getppid() == parent) ::execl(program, program, "--config", settings, nullptr);
    ::_exit(127);
}

}  // namespace

TrialDaemon::~TrialDaemon() { stop(); }

Result<Address> TrialDaemon::start() {
    stop();
    const auto program = find_daemon();
    if (program.empty()) {
        return no_trial("quartermarkd is not installed on this machine, and it makes the gates");
    }
    std::string folder = (fs::temp_directory_path() / "quartermark-trial-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) {
        return no_trial(fmt::format("{}: {}", folder, std::generic_category().message(errno)));
    }
    folder_ = folder;
    const int port = free_port();
    const auto settings = folder_ + "/quartermark.toml";
    std::ofstream{settings} << fmt::format(
        "[daemon]\nsource = \"simulated\"\n[archive]\npath = \"{}/trial.db\"\n[server]\n"
        "address = \"127.0.0.1\"\nport = {}\nhttp_port = 0\ntls_port = 0\nannounce = false\n",
        folder_, port);
    const auto parent = ::getpid();
    child_ = ::fork();
    if (child_ == 0) become(program.c_str(), settings.c_str(), parent);
    if (child_ < 0) return no_trial("this machine starts no more programs");
    return Address{"127.0.0.1", fmt::format("{}", port)};
}

bool TrialDaemon::has_ended() {
    if (child_ <= 0 || ::waitpid(child_, nullptr, WNOHANG) == 0) return false;
    child_ = -1;
    return true;
}

void TrialDaemon::stop() {
    if (child_ > 0) {
        ::kill(child_, SIGTERM);
        auto left = kPatience;
        while (::waitpid(child_, nullptr, WNOHANG) == 0) {
            if (left.count() <= 0) {
                ::kill(child_, SIGKILL);
                ::waitpid(child_, nullptr, 0);
                break;
            }
            std::this_thread::sleep_for(kLook);
            left -= kLook;
        }
        child_ = -1;
    }
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
    folder_.clear();
}

}  // namespace qm::gui
