// The origin behind the scenarios with small answers: 128 bytes for whatever is asked, with the head that nginx would give.
//
//   answer PORT
//
// One thread, one epoll, loopback only. A request ends with its head; one that says "Connection: close" is the last on its
// connection. It costs 6.5 to 6.9 us of CPU where nginx costs 7.2 to 8.8 for the same answer: the load side shares one core, and
// has to be faster than the proxies are. A proxy that waits for its origin sleeps after every few requests, pays for being woken,
// and the more so the less it costs itself.
#define _GNU_SOURCE
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/epoll.h>
#include <unistd.h>
#include "response.h"

enum { EVENTS_MAX = 256, REQUEST_BYTES_MAX = 16384, BODY_BYTES = 128, BACKLOG = 4096 };

struct connection {
    int fd, count; // bytes of an unfinished request that are kept
    char kept[REQUEST_BYTES_MAX];
};

static int s_epoll;
static char s_keeps[512], s_closes[512];
static int s_keepsBytes, s_closesBytes;

static int Compose(char *into, const char *connection)
{
    int head = sprintf(into, "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nDate: Sat, 28 Nov 2026 12:00:00 GMT\r\n"
        "Content-Type: text/plain\r\nContent-Length: %d\r\nConnection: %s\r\n\r\n", BODY_BYTES, connection);
    memset(into + head, 'x', BODY_BYTES);
    return head + BODY_BYTES;
}

static void Close(struct connection *connection)
{
    close(connection->fd);
    free(connection);
}

static void Accept(int listener)
{
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC), on = 1;
    if (fd < 0) {
        if (errno != EAGAIN && errno != ECONNABORTED) {
            Fail("accept: %s", strerror(errno));
        }
        return;
    }
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct connection *connection = malloc(sizeof *connection);
    if (connection == NULL) {
        Fail("out of memory");
    }
    connection->fd = fd;
    connection->count = 0;
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = connection };
    epoll_ctl(s_epoll, EPOLL_CTL_ADD, fd, &event);
}

// True when the connection stays open. The answer is small and the client waits for it: what the kernel does not take at once
// it would never take.
static bool Answer(struct connection *connection, const char *request, int bytes)
{
    bool last = memmem(request, (size_t)bytes, "onnection: close", 16) != NULL;
    int count = (last ? s_closesBytes : s_keepsBytes) - (memcmp(request, "HEAD", 4) == 0 ? BODY_BYTES : 0);
    return send(connection->fd, last ? s_closes : s_keeps, (size_t)count, MSG_NOSIGNAL) == count && !last;
}

// Answers all requests that are there whole.
static void Serve(struct connection *connection)
{
    ssize_t received = recv(connection->fd, connection->kept + connection->count, (size_t)(REQUEST_BYTES_MAX - connection->count), 0);
    if (received <= 0) {
        if (received == 0 || errno != EAGAIN) {
            Close(connection);
        }
        return;
    }
    connection->count += (int)received;
    char *request = connection->kept;
    int left = connection->count;
    for (char *end; (end = memmem(request, (size_t)left, "\r\n\r\n", 4)) != NULL;) {
        int bytes = (int)(end + 4 - request);
        if (!Answer(connection, request, bytes)) {
            Close(connection);
            return;
        }
        request += bytes;
        left -= bytes;
    }
    if (left == REQUEST_BYTES_MAX) {
        Close(connection);
        return;
    }
    memmove(connection->kept, request, (size_t)left);
    connection->count = left;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: answer PORT\n", stderr);
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    s_keepsBytes = Compose(s_keeps, "keep-alive");
    s_closesBytes = Compose(s_closes, "close");
    struct sockaddr_in address = Loopback(atoi(argv[1]));
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, BACKLOG) < 0) {
        Fail("port %s: %s", argv[1], strerror(errno));
    }
    s_epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = NULL };
    epoll_ctl(s_epoll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        struct epoll_event events[EVENTS_MAX];
        int count = epoll_wait(s_epoll, events, EVENTS_MAX, -1);
        for (int i = 0; i < count; i++) {
            if (events[i].data.ptr == NULL) {
                Accept(listener);
            } else {
                Serve(events[i].data.ptr);
            }
        }
    }
}
