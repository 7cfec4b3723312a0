// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/daemon_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "tests/bench/numbers.hpp"

namespace qm::bench {

namespace {

std::string make_folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "qm-bench-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    return pattern;
}

/// A port that is free now; the daemon takes it a moment later.
unsigned short free_port() {
    namespace ip = boost::asio::ip;
    boost::asio::io_context io;
    const ip::tcp::acceptor acceptor{io, {ip::address_v4::loopback(), 0}};
    return acceptor.local_endpoint().port();
}

}  // namespace

DaemonProcess::DaemonProcess(const std::string& settings)
    : folder_(make_folder()), port_(free_port()) {
    const auto file = folder_ + "/quartermark.toml";
    std::ofstream{file} << "[daemon]\n"
                        << settings << "\n[archive]\npath = \"" << folder_
                        << "/bench.db\"\n[server]\naddress = \"127.0.0.1\"\nport = " << port_
                        << "\n";
    pid_ = fork();
    if (pid_ < 0) throw std::runtime_error("fork failed");
    if (pid_ == 0) {
        const int quiet = open("/dev/null", O_WRONLY);
        dup2(quiet, STDERR_FILENO);
        execl(QM_PROGRAMS "/quartermarkd", "quartermarkd", "--config", file.c_str(), nullptr);
        _exit(127);
    }
}

DaemonProcess::~DaemonProcess() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

app::LineClient DaemonProcess::connect() const {
    const auto until = monotonic() + std::chrono::seconds{10};
    while (monotonic() < until) {
        auto client = app::LineClient::connect(fmt::format("127.0.0.1:{}", port_));
        if (client) return std::move(*client);
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    throw std::runtime_error("quartermarkd did not answer: is it built beside this program?");
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

}  // namespace qm::bench
