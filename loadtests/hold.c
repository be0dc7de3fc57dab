// Opens keep-alive connections and leaves them idle, so that what one costs the proxy can be seen.
//
//   hold CONNECTIONS PORT
//
// One after another, each connection gets one request and reads its whole answer, so the proxy never has more than one
// exchange under way and its buffers do not depend on the number of connections. Then prints "held N" and waits until
// its standard input ends; a connection that the proxy has closed by then is an error.
#include <poll.h>
#include <unistd.h>
#include "response.h"

static char s_buffer[65536 + 1];

static void Ask(int fd, int port)
{
    char request[128];
    int requestBytes = snprintf(request, sizeof request, "GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n", port);
    if (send(fd, request, (size_t)requestBytes, MSG_NOSIGNAL) != requestBytes) {
        Fail("send: %s", strerror(errno));
    }
    size_t received = 0;
    struct response_head head = { 0, 0, -1 };
    while (head.headBytes == 0 || received < (size_t)(head.headBytes + head.bodyBytes)) {
        ssize_t count = recv(fd, s_buffer + received, sizeof s_buffer - 1 - received, 0);
        if (count <= 0) {
            Fail("receive: %s", count < 0 ? strerror(errno) : "closed early");
        }
        received += (size_t)count;
        head = ReadHead(s_buffer, received);
        if (head.headBytes > 0 && (head.status != 200 || head.bodyBytes < 0)) {
            Fail("status %d, length %ld", head.status, head.bodyBytes);
        }
    }
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        Fail("usage: hold CONNECTIONS PORT");
    }
    int connections = atoi(argv[1]), port = atoi(argv[2]);
    struct pollfd *held = calloc((size_t)connections, sizeof *held);
    struct sockaddr_in address = Loopback(port);
    for (int i = 0; i < connections; i++) {
        held[i].fd = socket(AF_INET, SOCK_STREAM, 0);
        held[i].events = POLLIN;
        if (held[i].fd < 0 || connect(held[i].fd, (struct sockaddr *)&address, sizeof address) < 0) {
            Fail("connection %d: %s", i + 1, strerror(errno));
        }
        Ask(held[i].fd, port);
    }
    printf("held %d\n", connections);
    fflush(stdout);
    while (read(STDIN_FILENO, s_buffer, sizeof s_buffer) > 0) {
    }
    int lost = poll(held, (nfds_t)connections, 0);
    if (lost != 0) {
        Fail("%d of %d connections did not stay open", lost, connections);
    }
    return 0;
}
