// A blind byte forwarder: the floor that every proxy in the comparison is measured against.
//
//   forwarder LISTEN_PORT ORIGIN_PORT
//
// One thread, one epoll, loopback only. Each client connection gets its own connection to the origin and bytes are
// copied both ways unread. Sockets are registered once, edge-triggered, for both directions. A receive that returns
// less than was asked for has drained its socket; a send is tried at once and waits only when the kernel refuses it.
// It parses nothing, so what it costs is what the kernel charges for moving the bytes of an exchange.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { EVENTS_MAX = 256, BUFFER_BYTES = 65536, BACKLOG = 4096 };

struct side {
    struct side *other;
    char *pending;          // bytes received here that the other side refused; null when there are none
    int pendingBytes, pendingSent;
    int fd;                 // -1 once closed
    bool ended;             // the peer will send no more
    bool endWaiting;        // its end of stream is known to stand behind the bytes not yet received
    struct side *nextDead;
};

static int s_epoll;
static char s_buffer[BUFFER_BYTES];
static struct side *s_dead; // freed after the batch of events that may still name them

static void Fail(const char *what)
{
    perror(what);
    exit(1);
}

static struct sockaddr_in Loopback(const char *port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(port)) };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

static void Close(struct side *side)
{
    if (side->fd < 0) {
        return;
    }
    close(side->fd);
    close(side->other->fd);
    side->fd = side->other->fd = -1;
    side->nextDead = side->other;
    side->other->nextDead = s_dead;
    s_dead = side;
}

static void FreeDead(void)
{
    while (s_dead != NULL) {
        struct side *next = s_dead->nextDead;
        free(s_dead->pending);
        free(s_dead);
        s_dead = next;
    }
}

static void Keep(struct side *from, const char *bytes, int count)
{
    from->pending = malloc((size_t)count);
    if (from->pending == NULL) {
        Fail("malloc");
    }
    memcpy(from->pending, bytes, (size_t)count);
    from->pendingBytes = count;
    from->pendingSent = 0;
}

// Sends what the other side refused before. True exactly when nothing is left to send.
static bool Flush(struct side *from)
{
    while (from->pending != NULL) {
        int left = from->pendingBytes - from->pendingSent;
        ssize_t sent = send(from->other->fd, from->pending + from->pendingSent, (size_t)left, MSG_NOSIGNAL);
        if (sent < 0) {
            if (errno != EAGAIN) {
                Close(from);
            }
            return false;
        }
        from->pendingSent += (int)sent;
        if (from->pendingSent == from->pendingBytes) {
            free(from->pending);
            from->pending = NULL;
        }
    }
    return true;
}

static void PassEnd(struct side *from)
{
    from->ended = true;
    if (from->other->ended) {
        Close(from);
    } else {
        shutdown(from->other->fd, SHUT_WR);
    }
}

// Moves everything that can be moved from one side to the other. peerEnded: the event said that the peer's end of
// stream is waiting behind the bytes, so a short receive does not mean that there is nothing more to read.
static void Move(struct side *from, bool peerEnded)
{
    from->endWaiting |= peerEnded;
    while (from->fd >= 0 && !from->ended && Flush(from)) {
        ssize_t received = recv(from->fd, s_buffer, BUFFER_BYTES, 0);
        if (received == 0) {
            PassEnd(from);
            return;
        }
        if (received < 0) {
            if (errno != EAGAIN) {
                Close(from);
            }
            return;
        }
        ssize_t sent = send(from->other->fd, s_buffer, (size_t)received, MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN) {
            Close(from);
            return;
        }
        sent = sent < 0 ? 0 : sent;
        if (sent < received) {
            Keep(from, s_buffer + sent, (int)(received - sent));
        }
        if (received < BUFFER_BYTES && !from->endWaiting) {
            return;
        }
    }
}

static struct side *Register(int fd)
{
    struct side *side = calloc(1, sizeof *side);
    if (side == NULL) {
        Fail("calloc");
    }
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    side->fd = fd;
    struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = side };
    if (epoll_ctl(s_epoll, EPOLL_CTL_ADD, fd, &event) < 0) {
        Fail("epoll_ctl");
    }
    return side;
}

static void Accept(int listener, const struct sockaddr_in *origin)
{
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) {
        if (errno != EAGAIN && errno != ECONNABORTED) {
            Fail("accept");
        }
        return;
    }
    int toOrigin = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (toOrigin < 0) {
        Fail("socket");
    }
    if (connect(toOrigin, (const struct sockaddr *)origin, sizeof *origin) < 0 && errno != EINPROGRESS) {
        Fail("connect");
    }
    struct side *client = Register(fd), *server = Register(toOrigin);
    client->other = server;
    server->other = client;
}

static void Serve(int listener, const struct sockaddr_in *origin)
{
    struct epoll_event events[EVENTS_MAX];
    for (;;) {
        int count = epoll_wait(s_epoll, events, EVENTS_MAX, -1);
        for (int i = 0; i < count; i++) {
            struct side *side = events[i].data.ptr;
            unsigned flags = events[i].events;
            if (side == NULL) {
                Accept(listener, origin);
                continue;
            }
            if ((flags & EPOLLERR) != 0) {
                Close(side);
            }
            if (side->fd >= 0 && (flags & (EPOLLIN | EPOLLRDHUP)) != 0) {
                Move(side, (flags & EPOLLRDHUP) != 0);
            }
            if (side->fd >= 0 && (flags & EPOLLOUT) != 0 && side->other->pending != NULL) {
                Move(side->other, false);
            }
        }
        FreeDead();
    }
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: forwarder LISTEN_PORT ORIGIN_PORT\n", stderr);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    struct sockaddr_in address = Loopback(argv[1]), origin = Loopback(argv[2]);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, BACKLOG) < 0) {
        Fail("bind");
    }
    s_epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = NULL };
    epoll_ctl(s_epoll, EPOLL_CTL_ADD, listener, &event);
    Serve(listener, &origin);
}
