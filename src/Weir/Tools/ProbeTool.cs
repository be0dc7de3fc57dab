using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;

namespace Weir.Tools;

/// <summary>
/// <c>weir probe URL</c>: one plain GET, for health checks of containers that hold no other client. Sockets of its own: the
/// framework's HTTP client would make the binary a third larger.
/// </summary>
internal static class ProbeTool
{
    /// <summary>For all of it: name, connection, answer.</summary>
    private const int TimeoutMs = 2000;

    /// <summary>A status line and room to spare; nothing behind it is looked at.</summary>
    private const int AnswerBytesMax = 256;

    /// <returns>0 for a status of 200 to 399, 1 for any other and for none.</returns>
    public static int Run(string[] words, ToolOutput output)
    {
        if (words.Length != 1 || !Uri.TryCreate(words[0], UriKind.Absolute, out Uri? url) || url.Scheme != "http" || url.Host.Length == 0)
        {
            return ToolTable.Refuse("probe", "probe takes one URL, such as http://127.0.0.1:8404/healthz", output);
        }

        using var timeout = new CancellationTokenSource(TimeoutMs);
        try
        {
            string line = AskAsync(url, timeout.Token).GetAwaiter().GetResult();
            int status = StatusOf(line);
            bool isWell = status is >= 200 and < 400;
            (isWell ? output.Text : output.Errors).WriteLine(status == 0 ? $"{url}: no HTTP answer" : $"{url}: {status}");
            return isWell ? 0 : 1;
        }
        catch (OperationCanceledException)
        {
            output.Errors.WriteLine($"{url}: no answer within {TimeoutMs / 1000} s");
        }
        catch (SocketException e)
        {
            output.Errors.WriteLine($"{url}: {e.SocketErrorCode switch { SocketError.ConnectionRefused => "connection refused", SocketError.HostNotFound => "no such host", _ => e.SocketErrorCode.ToString() }}");
        }

        return 1;
    }

    /// <summary>The status line, or as much as came of it.</summary>
    private static async System.Threading.Tasks.Task<string> AskAsync(Uri url, CancellationToken timeout)
    {
        IPAddress[] addresses = IPAddress.TryParse(url.DnsSafeHost, out IPAddress? literal) ? [literal] : await Dns.GetHostAddressesAsync(url.DnsSafeHost, timeout);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        using Socket socket = await ConnectAsync(addresses, url.Port, timeout);
        byte[] request = Encoding.ASCII.GetBytes($"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nUser-Agent: weir-probe\r\nAccept: */*\r\nConnection: close\r\n\r\n");
        for (int sent = 0; sent < request.Length;)
        {
            sent += await socket.SendAsync(request.AsMemory(sent), timeout);
        }

        byte[] answer = new byte[AnswerBytesMax];
        int length = 0;
        int read;
        while (length < answer.Length && !answer.AsSpan(0, length).Contains((byte)'\n') && (read = await socket.ReceiveAsync(answer.AsMemory(length), timeout)) > 0)
        {
            length += read;
        }

        return Encoding.Latin1.GetString(answer, 0, length);
    }

    /// <summary>The first address that takes the connection: a name may have one of each family, and only one of them be served.</summary>
    private static async System.Threading.Tasks.Task<Socket> ConnectAsync(IPAddress[] addresses, int port, CancellationToken timeout)
    {
        for (int i = 0; ; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(addresses[i], port, timeout);
                return socket;
            }
            catch (SocketException) when (i + 1 < addresses.Length)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    /// <summary>RFC 9112 section 4: three digits behind the version; 0 when this is no status line.</summary>
    private static int StatusOf(string line) =>
        line.Length >= 12 && line.StartsWith("HTTP/1.", StringComparison.Ordinal) && line[8] == ' ' && int.TryParse(line.AsSpan(9, 3), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int status) ? status : 0;
}
