// Sends an exact number of requests and checks every answer.
//
//   pump [-c CONNECTIONS] [-n REQUESTS] [-b BODY_BYTES] [-u PATH] [-h LINE]... [-x] PORT
//
//   -c  connections to 127.0.0.1:PORT, each with one request under way at a time (default 1)
//   -n  requests in all (default 1)
//   -b  body length that every response must have (default: that of the first response)
//   -u  request target (default /)
//   -h  a field line to send with each request, without its line end; may be given again
//   -x  a new connection for each request, sent with "Connection: close"; the server must close after its answer
//
// wrk counts what happens to fit into a stretch of time; the figures that are differences of two counts need the count
// itself to be exact. Exits 1 on the first thing that is not as it should be: a status other than 200, a wrong length,
// bytes nobody asked for, a connection closed early, or 30 s of silence. Prints one line: requests, body bytes, seconds.
#define _GNU_SOURCE
#include <netinet/tcp.h>
#include <stdbool.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>
#include "response.h"

enum { SILENCE_MAX_MS = 30000, HEAD_BYTES_MAX = 16384, SINK_BYTES = 262144, EVENTS_MAX = 256 };

struct connection {
    int fd;
    int headCount;       // bytes of head collected so far
    long bodyLeft;       // -1 while the head is being read
    bool closing;        // -x: the answer is complete, the end of stream is awaited
    char head[HEAD_BYTES_MAX + 1];
};

static struct {
    int port, connections;
    long requests, bodyBytes;
    const char *path;
    bool close;
} s_options = { .connections = 1, .requests = 1, .bodyBytes = -1, .path = "/" };

static char s_request[4096], s_lines[2048];
static size_t s_requestBytes;
static long s_sent, s_done, s_bodyBytes;
static int s_epoll;
static char s_sink[SINK_BYTES];

static void SendRequest(struct connection *connection)
{
    s_sent++;
    connection->headCount = 0;
    connection->bodyLeft = -1;
    connection->closing = false;
    ssize_t sent = send(connection->fd, s_request, s_requestBytes, MSG_NOSIGNAL);
    if (sent != (ssize_t)s_requestBytes) {
        Fail("send after %ld answers: %s", s_done, sent < 0 ? strerror(errno) : "short");
    }
}

static void Connect(struct connection *connection)
{
    struct sockaddr_in address = Loopback(s_options.port);
    int on = 1;
    connection->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection->fd < 0 || connect(connection->fd, (struct sockaddr *)&address, sizeof address) < 0) {
        Fail("connect after %ld answers: %s", s_done, strerror(errno));
    }
    setsockopt(connection->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = connection };
    if (epoll_ctl(s_epoll, EPOLL_CTL_ADD, connection->fd, &event) < 0) {
        Fail("epoll_ctl: %s", strerror(errno));
    }
    SendRequest(connection);
}

static void Next(struct connection *connection)
{
    if (s_options.close) {
        close(connection->fd);
        if (s_sent < s_options.requests) {
            Connect(connection);
        }
    } else if (s_sent < s_options.requests) {
        SendRequest(connection);
    } else {
        connection->closing = true; // nothing more may come; the process ends when all have got here
    }
}

static void Finish(struct connection *connection)
{
    s_done++;
    s_bodyBytes += s_options.bodyBytes;
    if (s_options.close) {
        connection->closing = true;
    } else {
        Next(connection);
    }
}

static void TakeBody(struct connection *connection, long count)
{
    connection->bodyLeft -= count;
    if (connection->bodyLeft < 0) {
        Fail("%ld bytes more than the response announced", -connection->bodyLeft);
    }
    if (connection->bodyLeft == 0) {
        Finish(connection);
    }
}

static void TakeHead(struct connection *connection, ssize_t count)
{
    connection->headCount += (int)count;
    struct response_head head = ReadHead(connection->head, (size_t)connection->headCount);
    if (head.headBytes == 0) {
        if (connection->headCount == HEAD_BYTES_MAX) {
            Fail("response head above %d bytes", HEAD_BYTES_MAX);
        }
        return;
    }
    if (s_options.bodyBytes < 0) {
        s_options.bodyBytes = head.bodyBytes;
    }
    if (head.status != 200 || head.bodyBytes < 0 || head.bodyBytes != s_options.bodyBytes) {
        Fail("answer %ld: status %d, length %ld, expected 200 and %ld", s_done + 1, head.status, head.bodyBytes, s_options.bodyBytes);
    }
    connection->bodyLeft = head.bodyBytes;
    TakeBody(connection, connection->headCount - head.headBytes);
}

static void Receive(struct connection *connection)
{
    bool inHead = connection->bodyLeft < 0;
    char *into = inHead ? connection->head + connection->headCount : s_sink;
    size_t room = inHead ? (size_t)(HEAD_BYTES_MAX - connection->headCount) : SINK_BYTES;
    ssize_t count = recv(connection->fd, into, room, 0);
    if (count == 0 && connection->closing && s_options.close) {
        Next(connection);
    } else if (count <= 0) {
        Fail("receive after %ld answers: %s", s_done, count < 0 ? strerror(errno) : "closed early");
    } else if (connection->closing) {
        Fail("%zd bytes after the end of the response", count);
    } else if (inHead) {
        TakeHead(connection, count);
    } else {
        TakeBody(connection, count);
    }
}

static void Run(void)
{
    struct connection *connections = calloc((size_t)s_options.connections, sizeof *connections);
    struct epoll_event events[EVENTS_MAX];
    for (int i = 0; i < s_options.connections && s_sent < s_options.requests; i++) {
        Connect(&connections[i]);
    }
    while (s_done < s_options.requests) {
        int count = epoll_wait(s_epoll, events, EVENTS_MAX, SILENCE_MAX_MS);
        if (count == 0) {
            Fail("no answer for %d ms after %ld of %ld", SILENCE_MAX_MS, s_done, s_options.requests);
        }
        for (int i = 0; i < count; i++) {
            Receive(events[i].data.ptr);
        }
    }
}

static void AddLine(const char *line)
{
    size_t length = strlen(s_lines);
    if (length + strlen(line) + 3 > sizeof s_lines) {
        Fail("the field lines are too long");
    }
    sprintf(s_lines + length, "%s\r\n", line);
}

static void ReadArguments(int argc, char **argv)
{
    for (int option; (option = getopt(argc, argv, "c:n:b:u:h:x")) != -1;) {
        switch (option) {
        case 'c': s_options.connections = atoi(optarg); break;
        case 'n': s_options.requests = atol(optarg); break;
        case 'b': s_options.bodyBytes = atol(optarg); break;
        case 'u': s_options.path = optarg; break;
        case 'h': AddLine(optarg); break;
        case 'x': s_options.close = true; break;
        default: exit(2);
        }
    }
    if (optind != argc - 1 || s_options.connections < 1 || s_options.requests < 1) {
        Fail("usage: pump [-c CONNECTIONS] [-n REQUESTS] [-b BODY_BYTES] [-u PATH] [-h LINE]... [-x] PORT");
    }
    s_options.port = atoi(argv[optind]);
    s_requestBytes = (size_t)snprintf(s_request, sizeof s_request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s%s\r\n",
        s_options.path, s_options.port, s_lines, s_options.close ? "Connection: close\r\n" : "");
    if (s_requestBytes >= sizeof s_request) {
        Fail("the path or the field lines are too long");
    }
}

int main(int argc, char **argv)
{
    struct timespec start, end;
    ReadArguments(argc, argv);
    s_epoll = epoll_create1(EPOLL_CLOEXEC);
    clock_gettime(CLOCK_MONOTONIC, &start);
    Run();
    clock_gettime(CLOCK_MONOTONIC, &end);
    double seconds = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
    printf("requests=%ld body_bytes=%ld seconds=%.3f\n", s_done, s_bodyBytes, seconds);
    return 0;
}
