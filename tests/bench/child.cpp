// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/child.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <ctime>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>

namespace qm::bench {

namespace {

std::array<int, 2> make_pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe could be made");
    return ends;
}

}  // namespace

Child::Child(const std::vector<std::string>& command) {
    const auto in = make_pipe();
    const auto out = make_pipe();
    std::vector<char*> words;
    for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    pid_ = fork();
    if (pid_ < 0) throw std::runtime_error("fork failed");
    if (pid_ == 0) {
        dup2(in[0], STDIN_FILENO);
        dup2(out[1], STDOUT_FILENO);
        execvp(words[0], words.data());
        _exit(127);
    }
    close(in[0]);
    close(out[1]);
    input_ = in[1];
    output_ = out[0];
}

Child::~Child() {
    end();
    close(input_);
    close(output_);
}

void Child::end() {
    if (pid_ < 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

std::chrono::nanoseconds Child::cpu() const {
    clockid_t clock{};
    timespec read{};
    if (clock_getcpuclockid(pid_, &clock) != 0 || clock_gettime(clock, &read) != 0) {
        throw std::runtime_error("a program under measurement is gone");
    }
    return std::chrono::seconds{read.tv_sec} + std::chrono::nanoseconds{read.tv_nsec};
}

double Child::mebibytes(const std::string& which) const {
    std::ifstream status(fmt::format("/proc/{}/status", pid_));
    std::string word;
    while (status >> word) {
        double kib = 0;
        if (word == which + ":" && status >> kib) return kib / 1024;
    }
    return 0;
}

}  // namespace qm::bench
