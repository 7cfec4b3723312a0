// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "daemon/server/lines.hpp"
#include "daemon/server/send_batch.hpp"

namespace qm::server {

/// One way to a peer: bytes in, lines out, one read and one write at a time. It knows nothing of what is
/// said.
class Connection {
public:
    /// Who is told what happens, from handlers of the io_context only.
    class Client {
    public:
        Client() = default;
        Client(const Client&) = delete;
        Client& operator=(const Client&) = delete;
        virtual ~Client() = default;
        virtual void on_bytes(std::string_view bytes) = 0;
        /// The peer has closed its writing side, or all of it.
        virtual void on_end_of_input() = 0;
        virtual void on_written() = 0;
        /// Nothing can be said or heard any more.
        virtual void on_lost() = 0;
    };

    Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    virtual ~Connection() = default;

    /// Keeps the client alive until close().
    void open(std::shared_ptr<Client> client) { client_ = std::move(client); }
    /// The client hears nothing more.
    void close();

    /// Asks for one on_bytes(), if that is not asked already.
    void read();
    /// Only when nothing is being written. True when the kernel took all of it at once: there is no
    /// on_written() then. It may go with what others send `together`.
    [[nodiscard]] bool write(const std::vector<Line>& lines, SendBatch* together = nullptr);
    /// Tells the peer that nothing more will come.
    virtual void end_output() = 0;
    /// on_lost() as soon as the kernel finds the peer gone, which reading no longer can.
    virtual void watch_for_loss() = 0;

    [[nodiscard]] bool is_writing() const { return writing_; }
    [[nodiscard]] bool input_ended() const { return input_ended_; }
    /// Whether the peer's side took a byte since this was last asked.
    [[nodiscard]] bool take_progress() { return std::exchange(progressed_, false); }
    [[nodiscard]] virtual boost::asio::any_io_executor executor() = 0;

protected:
    enum class Outcome { Done, Ended, Failed };

    /// Begins to read; has_read() ends it.
    virtual void begin_reading() = 0;
    void has_read(Outcome outcome, std::string_view bytes);
    /// Writes what it can without waiting; false where that is not all, and begin_writing() has to do the rest.
    [[nodiscard]] virtual bool write_at_once(const std::vector<Line>&, SendBatch*) { return false; }
    /// Begins to write lines(), or what write_at_once() left of them; has_written() ends it.
    virtual void begin_writing() = 0;
    void has_written(Outcome outcome);
    void note_progress() { progressed_ = true; }
    virtual void shut() = 0;

    /// What is being written, where that takes longer.
    [[nodiscard]] const std::vector<Line>& lines() const { return lines_; }
    void lost();

private:
    std::shared_ptr<Client> client_;
    bool reading_ = false;
    bool input_ended_ = false;
    bool writing_ = false;
    bool progressed_ = false;
    std::vector<Line> lines_;
};

}  // namespace qm::server
