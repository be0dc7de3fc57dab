// Takes the log lines of the proxies, so that they go where a syslog server would be, and counts them.
//
//   sink PORT...
//
// One UDP socket on 127.0.0.1 for each port. On SIGTERM it prints "PORT DATAGRAMS" for each and ends. What the kernel
// drops because the sink is late was sent nevertheless: those are counted in /proc/net/udp.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PORTS_MAX = 16, BATCH = 64, LINE_BYTES = 2048, QUEUE_BYTES = 4 << 20 };

static volatile sig_atomic_t s_stopped;
static char s_lines[BATCH][LINE_BYTES];

static void Stop(int signal)
{
    (void)signal;
    s_stopped = 1;
}

static int Bind(const char *port)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(port)) };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0), bytes = QUEUE_BYTES;
    if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        fprintf(stderr, "port %s: %s\n", port, strerror(errno));
        exit(1);
    }
    // Root may go beyond net.core.rmem_max; others get what that allows.
    if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes) < 0) {
        setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
    }
    return fd;
}

static long Drain(int fd)
{
    struct iovec parts[BATCH];
    struct mmsghdr messages[BATCH];
    memset(messages, 0, sizeof messages);
    for (int i = 0; i < BATCH; i++) {
        parts[i] = (struct iovec){ s_lines[i], LINE_BYTES };
        messages[i].msg_hdr.msg_iov = &parts[i];
        messages[i].msg_hdr.msg_iovlen = 1;
    }
    long total = 0;
    int count;
    while ((count = recvmmsg(fd, messages, BATCH, 0, NULL)) > 0) {
        total += count;
    }
    return total;
}

int main(int argc, char **argv)
{
    int ports = argc - 1;
    if (ports < 1 || ports > PORTS_MAX) {
        fprintf(stderr, "usage: sink PORT...\n");
        return 2;
    }
    struct sigaction action = { .sa_handler = Stop };
    sigaction(SIGTERM, &action, NULL); // interrupts poll()
    struct pollfd sockets[PORTS_MAX];
    long counts[PORTS_MAX] = { 0 };
    for (int i = 0; i < ports; i++) {
        sockets[i] = (struct pollfd){ Bind(argv[i + 1]), POLLIN, 0 };
    }
    while (!s_stopped) {
        poll(sockets, (nfds_t)ports, 200);
        for (int i = 0; i < ports; i++) {
            counts[i] += Drain(sockets[i].fd);
        }
    }
    for (int i = 0; i < ports; i++) {
        printf("%s %ld\n", argv[i + 1], counts[i] + Drain(sockets[i].fd));
    }
    return 0;
}
