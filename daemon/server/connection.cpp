// SPDX-License-Identifier: Apache-2.0
#include "daemon/server/connection.hpp"

namespace qm::server {

void Connection::close() {
    shut();
    client_.reset();
}

void Connection::read() {
    if (reading_ || input_ended_ || client_ == nullptr) return;
    reading_ = true;
    begin_reading();
}

void Connection::has_read(Outcome outcome, std::string_view bytes) {
    reading_ = false;
    const auto client = client_;  // may close us while it is told
    if (client == nullptr) return;
    switch (outcome) {
        case Outcome::Ended:
            input_ended_ = true;
            return client->on_end_of_input();
        case Outcome::Failed:
            return client->on_lost();
        case Outcome::Done:
            return client->on_bytes(bytes);
    }
}

bool Connection::write(const std::vector<Line>& lines, SendBatch* together) {
    if (write_at_once(lines, together)) return true;
    lines_ = lines;
    writing_ = true;
    begin_writing();
    return false;
}

void Connection::has_written(Outcome outcome) {
    writing_ = false;
    std::vector<Line>{}.swap(lines_);  // most are never slow again
    const auto client = client_;
    if (client == nullptr) return;
    if (outcome == Outcome::Done) return client->on_written();
    client->on_lost();
}

void Connection::lost() {
    const auto client = client_;
    if (client != nullptr) client->on_lost();
}

}  // namespace qm::server
