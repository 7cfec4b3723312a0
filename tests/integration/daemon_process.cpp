// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/daemon_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>

#include "tests/free_port.hpp"

namespace qm::test {

namespace {

std::string make_folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "quartermark-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    return pattern;
}

int code_of(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

std::string read_all(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

DaemonProcess::DaemonProcess(const std::string& settings, const std::string& track)
    : folder_(make_folder()), port_(free_port()) {
    std::ofstream{config()} << settings << "\n[archive]\npath = \"" << archive()
                            << "\"\n[server]\naddress = \"127.0.0.1\"\nport = " << port_
                            << "\nhttp_port = 0\ntls_port = 0\n";
    if (!track.empty()) std::ofstream{folder_ + "/track.toml"} << track;
    start();
}

DaemonProcess::~DaemonProcess() {
    end(SIGKILL);
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void DaemonProcess::start() {
    const auto file = config();
    const auto log = folder_ + "/daemon.log";
    pid_ = fork();
    if (pid_ < 0) throw std::runtime_error("fork failed");
    if (pid_ == 0) {
        const int said = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
        dup2(said, STDERR_FILENO);
        execl(QM_PROGRAMS "/quartermarkd", "quartermarkd", "--config", file.c_str(), nullptr);
        _exit(127);
    }
}

int DaemonProcess::end(int signal) {
    if (pid_ < 0) return -1;
    kill(pid_, signal);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return code_of(status);
}

std::string DaemonProcess::address() const { return fmt::format("127.0.0.1:{}", port_); }

app::LineClient DaemonProcess::connect() const {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (std::chrono::steady_clock::now() < until) {
        auto client = app::LineClient::connect(address());
        if (client) return std::move(*client);
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    throw std::runtime_error("quartermarkd did not answer. It said: " +
                             read_all(folder_ + "/daemon.log"));
}

long DaemonProcess::memory_kib(const std::string& which) const {
    std::ifstream status(fmt::format("/proc/{}/status", pid_));
    std::string word;
    while (status >> word) {
        long kib = 0;
        if (word == which + ":" && status >> kib) return kib;
    }
    return 0;
}

Finished run_program(const std::string& program, const std::string& arguments,
                     const std::string& input) {
    const auto folder = make_folder();
    std::ofstream{folder + "/in"} << input;
    const auto command = fmt::format("{}/{} {} <{}/in >{}/out 2>{}/error", QM_PROGRAMS, program,
                                     arguments, folder, folder, folder);
    const int status = std::system(command.c_str());
    Finished finished{code_of(status), read_all(folder + "/out"), read_all(folder + "/error")};
    std::filesystem::remove_all(folder);
    return finished;
}

}  // namespace qm::test
