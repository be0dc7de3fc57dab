using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Weir.Tests.Traffic.Stand;
using Xunit.Sdk;

namespace Weir.Tests.Logs;

/// <summary>A syslog server: takes datagrams, by UDP or at a path.</summary>
internal sealed partial class SyslogReceiver : IDisposable
{
    private const int DatagramBytesMax = 65536;

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[DatagramBytesMax];

    private SyslogReceiver(Socket socket) => _socket = socket;

    /// <summary>For <c>log 127.0.0.1:PORT</c>.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_socket.LocalEndPoint!).Port}");

    public static SyslogReceiver Udp()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return new SyslogReceiver(socket);
    }

    public static SyslogReceiver At(string path)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return new SyslogReceiver(socket);
    }

    /// <summary>True when nothing has come that was not received.</summary>
    public bool IsSilent => !_socket.Poll(0, SelectMode.SelectRead);

    /// <summary>The next datagram as it is. A proxy that starts says nothing.</summary>
    public async Task<string> ReceiveAsync()
    {
        using CancellationTokenSource limit = new(Wire.Patience);
        try
        {
            int length = await _socket.ReceiveAsync(_buffer, SocketFlags.None, limit.Token);
            return Encoding.Latin1.GetString(_buffer, 0, length);
        }
        catch (OperationCanceledException)
        {
            throw new XunitException("no log line came");
        }
    }

    /// <summary>The next one is this: <c>~</c> stands for digits, <c>DATE</c> for any form of a date.</summary>
    public async Task ExpectAsync(string pattern)
    {
        string line = await ReceiveAsync();
        if (!Matches(pattern, line))
        {
            throw new XunitException($"expected: {pattern}\nreceived: {line}");
        }
    }

    public static bool Matches(string pattern, string line)
    {
        string regex = Regex.Escape(pattern).Replace("~", @"\d+", StringComparison.Ordinal).Replace("DATE", DateForms, StringComparison.Ordinal);
        return Regex.IsMatch(line, "^" + regex + "$");
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Of log lines, of RFC 3164 and of RFC 3339.</summary>
    private const string DateForms = @"(\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d(\.\d{3})?( [+-]\d{4})?|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}[+-]\d\d:\d\d)";
}
