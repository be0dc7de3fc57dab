using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Threading.Tasks;
using Weir.Native;

namespace Weir.Tools;

/// <summary><c>weir stat SOCKET</c>: what a running process does, from <c>show stat</c>; drawn anew every second on a terminal, else once.</summary>
internal static class StatTool
{
    private const int PeriodMs = 1000;

    /// <summary>To the upper left corner; what stands below the table is wiped.</summary>
    private const string Home = "\e[H";
    private const string WipeBelow = "\e[J";
    private const string WipeLine = "\e[K\n";

    public static int Run(string[] words, ToolOutput output)
    {
        if (words.Length != 1 || words[0].StartsWith('-'))
        {
            return ToolTable.Refuse("stat", "stat takes the path of a stats socket, or HOST:PORT", output);
        }

        try
        {
            if (ProcessCalls.IsTerminal(1) != 1)
            {
                output.Text.Write(string.Join('\n', StatTable.Of(Ask(words[0]))) + "\n");
                output.Text.Flush();
                return 0;
            }

            return Watch(words[0], output).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            output.Errors.WriteLine($"[ERROR] {words[0]}: {e.Message}");
            return 1;
        }
    }

    /// <summary>Until the operator interrupts it, or the process is gone.</summary>
    private static async Task<int> Watch(string socket, ToolOutput output)
    {
        output.Text.Write(Home + WipeBelow);
        while (true)
        {
            IReadOnlyList<string> table = StatTable.Of(Ask(socket));
            int shown = Math.Min(table.Count, Math.Max(2, Console.WindowHeight - 2));
            var lines = new List<string> { $"{socket}  {DateTime.UtcNow.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  (Ctrl-C ends)" };
            for (int i = 0; i < shown; i++)
            {
                lines.Add(table[i]);
            }

            output.Text.Write(Home + string.Join(WipeLine, lines) + (shown < table.Count ? $"{WipeLine}... {table.Count - shown} more" : "") + WipeLine + WipeBelow);
            output.Text.Flush();
            await Task.Delay(PeriodMs);
        }
    }

    /// <summary>The answer to one <c>show stat</c>.</summary>
    private static string Ask(string socket)
    {
        using Socket connection = Connect(socket);
        connection.Send("show stat\n"u8);
        using var stream = new NetworkStream(connection);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static Socket Connect(string socket)
    {
        string[] parts = socket.Split(':');
        if (parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int port))
        {
            var network = new Socket(SocketType.Stream, ProtocolType.Tcp);
            network.Connect(parts[0], port);
            return network;
        }

        var local = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        local.Connect(new UnixDomainSocketEndPoint(socket.StartsWith("unix@", StringComparison.Ordinal) ? socket["unix@".Length..] : socket));
        return local;
    }
}
