using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;

namespace Weir.Tools;

/// <summary>The words behind <c>weir trace</c>.</summary>
internal sealed class TraceWords
{
    /// <summary>Of a client that does not say: any port of the ephemeral range will do.</summary>
    public const int SourcePort = 40000;

    private readonly List<string> _fields = [];

    public string File { get; private set; } = "";

    /// <summary>Method, target and version.</summary>
    public string RequestLine { get; private set; } = "";

    /// <summary>RFC 5737: an address for documentation, which no rule about private networks takes.</summary>
    public IPAddress Source { get; private set; } = IPAddress.Parse("192.0.2.1");

    public IPEndPoint? Destination { get; private set; }

    public bool IsTls { get; private set; }

    /// <param name="error">What is wrong, one sentence; empty when nothing is.</param>
    public static bool TryRead(string[] words, [NotNullWhen(true)] out TraceWords? asked, out string error)
    {
        asked = new TraceWords();
        error = "";
        var plain = new List<string>();
        for (int i = 0; i < words.Length && error.Length == 0; i++)
        {
            string? value = i + 1 < words.Length ? words[i + 1] : null;
            if (words[i] == "--tls")
            {
                asked.IsTls = true;
            }
            else if (words[i].StartsWith('-'))
            {
                error = value is null ? $"{words[i]} needs a value, or is unknown" : asked.Take(words[i], value);
                i++;
            }
            else
            {
                plain.Add(words[i]);
            }
        }

        error = error.Length > 0 ? error : asked.TakePlain(plain);
        asked = error.Length == 0 ? asked : null;
        return asked is not null;
    }

    /// <summary>The whole request.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder(RequestLine).Append("\r\n");
        if (!_fields.Exists(static field => field.StartsWith("host:", StringComparison.OrdinalIgnoreCase)))
        {
            text.Append("Host: localhost\r\n");
        }

        foreach (string field in _fields)
        {
            text.Append(field).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("\r\n").ToString());
    }

    private string Take(string option, string value)
    {
        switch (option)
        {
            case "-H" when value.IndexOf(':') > 0:
                _fields.Add(value);
                return "";
            case "-H":
                return $"'{value}' is no header field: write NAME: VALUE";
            case "--src" when IPAddress.TryParse(value, out IPAddress? source):
                Source = source;
                return "";
            case "--src":
                return $"'{value}' is no address";
            case "--dst" when IPEndPoint.TryParse(value, out IPEndPoint? destination) && destination.Port > 0:
                Destination = destination;
                return "";
            case "--dst":
                return $"'{value}' is no address with a port, such as 192.0.2.7:80";
            default:
                return $"unknown option '{option}'";
        }
    }

    private string TakePlain(List<string> plain)
    {
        if (plain.Count != 2)
        {
            return "trace takes a file and a request line, such as 'GET /path'";
        }

        File = plain[0];
        string[] parts = plain[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is not (2 or 3))
        {
            return $"'{plain[1]}' is no request line: write METHOD and target, such as 'GET /path'";
        }

        RequestLine = $"{parts[0]} {parts[1]} {(parts.Length == 3 ? parts[2] : "HTTP/1.1")}";
        return "";
    }
}
