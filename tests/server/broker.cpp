// SPDX-License-Identifier: Apache-2.0
#include "tests/server/broker.hpp"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "tests/free_port.hpp"

namespace qm::server::test {

namespace {

constexpr const char* kProgram = "/usr/sbin/mosquitto";

/// Mosquitto gives up the rights of root: its account must reach the folder.
std::string open_folder() {
    std::string folder = (std::filesystem::temp_directory_path() / "quartermark-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
    std::filesystem::permissions(folder, std::filesystem::perms::all);
    return folder;
}

pid_t start_program(std::vector<std::string> words, const std::string& output) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid != 0) return pid;
    const int said = ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    ::dup2(said, STDOUT_FILENO);
    ::dup2(said, STDERR_FILENO);
    ::execvp(arguments.front(), arguments.data());
    ::_exit(127);
}

void end_program(pid_t& pid, int signal) {
    if (pid <= 0) return;
    ::kill(pid, SIGCONT);
    ::kill(pid, signal);
    ::waitpid(pid, nullptr, 0);
    pid = -1;
}

std::string next_file(const Broker& broker) {
    static std::atomic<int> count{0};
    return fmt::format("{}/follower-{}", broker.folder(), ++count);
}

}  // namespace

Broker::Broker(std::string settings, bool is_started)
    : folder_(open_folder()), port_(qm::test::free_port()), settings_(std::move(settings)) {
    const std::string name = "{folder}";
    for (auto at = settings_.find(name); at != std::string::npos; at = settings_.find(name)) {
        settings_.replace(at, name.size(), folder_);
    }
    if (is_started) start();
}

Broker::~Broker() {
    end();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

bool Broker::is_there() { return std::filesystem::exists(kProgram); }

void Broker::start() {
    const auto file = folder_ + "/mosquitto.conf";
    std::ofstream{file} << fmt::format("listener {} 127.0.0.1\n", port_) << settings_;
    pid_ = start_program({kProgram, "-c", file}, folder_ + "/mosquitto.log");
}

void Broker::end() { end_program(pid_, SIGTERM); }
void Broker::halt() {
    ::kill(pid_, SIGSTOP);
    ::waitpid(pid_, nullptr, WUNTRACED);
}
void Broker::go_on() { ::kill(pid_, SIGCONT); }

Follower::Follower(const Broker& broker, const std::string& words) : file_(next_file(broker)) {
    std::vector<std::string> all{"mosquitto_sub",
                                 "-h",
                                 "127.0.0.1",
                                 "-p",
                                 std::to_string(broker.port()),
                                 "-v",
                                 "-q",
                                 "1",
                                 "-t",
                                 "quartermark/#"};
    std::istringstream more{words};
    for (std::string word; more >> word;) all.push_back(word);
    pid_ = start_program(std::move(all), file_);
}

Follower::~Follower() { end_program(pid_, SIGTERM); }

std::string Follower::text() const {
    std::ifstream file{file_};
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace qm::server::test
