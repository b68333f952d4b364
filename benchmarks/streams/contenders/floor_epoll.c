/* The floor in C: epoll, one thread, the same bytes as floor_asyncio.py.
 *
 *     floor_epoll PORT
 *
 * GET anything opens a stream; POST /publish/<number> sends its body to every
 * open one. A stream whose socket is full is closed, so that nothing is lost
 * in silence. Loopback only. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_FD 65536
#define ROOM 65536

static const char OPENING[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
    "Cache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n"
    "4\r\n:ok\n\r\n1\r\n\n\r\n";

static char is_reader[MAX_FD];
static int highest = 0;
/* One request with a body at a time: the benchmark sends one event at a time. */
static char buffer[ROOM];
static size_t filled = 0;

static long long now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void leave(int fd)
{
    is_reader[fd] = 0;
    close(fd);
}

static void publish(int fd, const char *number, const char *data, int size)
{
    static char message[ROOM], chunk[ROOM + 64];
    char answer[256], json[128];
    int length = snprintf(message, sizeof message, "id: %s\ndata: %.*s\n\n", number,
                          size, data);
    int whole = snprintf(chunk, sizeof chunk, "%x\r\n%s\r\n", length, message);
    long long committed = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);

    for (int reader = 0; reader <= highest; reader++)
        if (is_reader[reader] && write(reader, chunk, whole) != whole)
            leave(reader);

    int size_of_json = snprintf(json, sizeof json, "{\"committed\": %lld, \"cpu_ns\": %lld}",
                                committed, cpu);
    int total = snprintf(answer, sizeof answer,
                         "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s",
                         size_of_json, json);
    if (write(fd, answer, total) != total)
        perror("write");
    leave(fd);
}

static void receive(int fd)
{
    char discarded[4096];

    if (is_reader[fd]) {
        if (read(fd, discarded, sizeof discarded) <= 0)
            leave(fd);
        return;
    }
    ssize_t got = read(fd, buffer + filled, ROOM - 1 - filled);
    if (got <= 0) {
        if (got == 0 || errno != EAGAIN) {
            filled = 0;
            leave(fd);
        }
        return;
    }
    filled += got;
    buffer[filled] = 0;
    char *body = strstr(buffer, "\r\n\r\n");
    if (!body)
        return;
    body += 4;
    if (buffer[0] == 'G') {
        if (write(fd, OPENING, sizeof OPENING - 1) < 0)
            perror("write");
        is_reader[fd] = 1;
        if (fd > highest)
            highest = fd;
        filled = 0;
        return;
    }
    char *length = strcasestr(buffer, "content-length:");
    int size = length ? atoi(length + 15) : 0;
    if (filled - (body - buffer) < (size_t)size)
        return;
    char number[32] = "";
    sscanf(buffer, "POST /publish/%31[0-9]", number);
    publish(fd, number, body, size);
    filled = 0;
}

int main(int argc, char **argv)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    struct epoll_event event = {.events = EPOLLIN}, events[256];
    int on = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

    if (argc != 2)
        return 2;
    address.sin_port = htons(atoi(argv[1]));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096)) {
        perror("listen");
        return 1;
    }
    int epoll = epoll_create1(0);
    event.data.fd = listener;
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int count = epoll_wait(epoll, events, 256, -1);
        for (int i = 0; i < count; i++) {
            int fd = events[i].data.fd;
            if (fd != listener) {
                receive(fd);
                continue;
            }
            while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
                if (fd >= MAX_FD) {
                    close(fd);
                    continue;
                }
                setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
                event.data.fd = fd;
                epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
            }
        }
    }
}
