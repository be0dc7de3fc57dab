using System;
using Engine.Config.Model;
using Engine.Config.Text;

namespace Engine.Config.Values;

/// <summary>Reads one address whose variables are already replaced; not empty.</summary>
internal sealed class AddressReader(string text, AddressRules rules)
{
    /// <summary>sockaddr_un.sun_path holds 108 bytes, the terminating NUL included (unix(7)).</summary>
    private const int PathBytesMax = 107;

    /// <summary>0-based offset of the first character that is not read yet.</summary>
    private int _at;

    /// <summary>True when a stream was asked for where datagrams are usual.</summary>
    private bool _isStream;

    /// <summary>The first fault or warning.</summary>
    public ValueIssue? Issue { get; private set; }

    /// <summary>Null on failure.</summary>
    public AddressConfig? Read()
    {
        if (!TryReadPrefix(out AddressFamily family))
        {
            return null;
        }

        AddressConfig? address = family switch
        {
            AddressFamily.Unix => ReadPath(),
            AddressFamily.Abstract => ReadAbstract(),
            AddressFamily.Descriptor => ReadDescriptor(),
            _ => ReadInternet(family),
        };
        return address is not null && _isStream ? address with { IsStream = true } : address;
    }

    private bool TryReadPrefix(out AddressFamily family)
    {
        var transport = AddressTransport.Default;
        if (text.StartsWith("stream+", StringComparison.Ordinal))
        {
            transport = AddressTransport.Stream;
            _at = "stream+".Length;
        }
        else if (text.StartsWith("dgram+", StringComparison.Ordinal))
        {
            transport = AddressTransport.Datagram;
            _at = "dgram+".Length;
        }

        AddressPrefix? prefix = AddressPrefix.Find(text.AsSpan(_at));
        family = prefix?.Family ?? (_at < text.Length && text[_at] == '/' ? AddressFamily.Unix : AddressFamily.Any);
        if (prefix is not null)
        {
            _at += prefix.Text.Length;
            transport = prefix.Transport == AddressTransport.Default ? transport : prefix.Transport;
        }

        return IsAllowed(transport) && (prefix is not null || family == AddressFamily.Unix || !HasUnknownPrefix());
    }

    private bool IsAllowed(AddressTransport transport)
    {
        string written = text[.._at];
        switch (transport)
        {
            case AddressTransport.Unsupported:
                Fail(0, _at, $"'{written}' is known, but not supported yet");
                return false;
            case AddressTransport.Datagram when !rules.Datagram:
                Fail(0, _at, $"'{written}' means datagrams, and {rules.Name} needs a stream", "use tcp@, or no prefix at all");
                return false;
            case AddressTransport.Stream when rules.Datagram:
                _isStream = true;
                return true;
            default:
                return true;
        }
    }

    private bool HasUnknownPrefix()
    {
        int sign = text.IndexOf('@', _at);
        if (sign < 0)
        {
            return false;
        }

        string prefix = text[_at..(sign + 1)];
        Fail(_at, prefix.Length, $"there is no address prefix '{prefix}'", Suggest.Fix(prefix, AddressPrefix.Texts()) ?? "write the address without it");
        return true;
    }

    private AddressConfig? ReadPath()
    {
        string path = text[_at..];
        if (!rules.LocalSocket)
        {
            return Fail(0, text.Length, $"{rules.Name} cannot be a UNIX socket", "write an IP address");
        }

        if (path.Length == 0)
        {
            return Fail(_at, 0, "the path of the UNIX socket is missing", "write it after the prefix, such as unix@/run/app.sock");
        }

        return path.Length > PathBytesMax ? FailLength(path, "path") : new AddressConfig(AddressFamily.Unix, path, 0, 0);
    }

    private AddressConfig? ReadAbstract()
    {
        string name = text[_at..];
        if (!rules.LocalSocket)
        {
            return Fail(0, text.Length, $"{rules.Name} cannot be a UNIX socket", "write an IP address");
        }

        if (name.Length == 0)
        {
            return Fail(_at, 0, "the name of the abstract socket is missing", "write it after the prefix, such as abns@app");
        }

        return name.Length > PathBytesMax ? FailLength(name, "name") : new AddressConfig(AddressFamily.Abstract, name, 0, 0) { IsExact = text.AsSpan(0, _at).EndsWith("abnsz@") };
    }

    private AddressConfig? ReadDescriptor()
    {
        string number = text[_at..];
        bool isPassing = text.AsSpan(0, _at).EndsWith("sockpair@");
        if (!rules.Descriptor && !(rules.Passing && isPassing))
        {
            return Fail(0, text.Length, $"{rules.Name} cannot be a file descriptor", rules.Passing ? "write sockpair@ when a process at the other end takes connections" : null);
        }

        if (rules.Datagram && isPassing)
        {
            return Fail(0, text.Length, $"{rules.Name} cannot be handed connections", "write fd@ for a descriptor that is written to");
        }

        bool isNumber = number.Length > 0 && !number.AsSpan().ContainsAnyExceptInRange('0', '9') && Digits.Value(number) <= int.MaxValue;
        return isNumber
            ? new AddressConfig(AddressFamily.Descriptor, number, 0, 0) { IsPassing = isPassing }
            : Fail(_at, number.Length, $"the number of a file descriptor must follow '{text[.._at]}'", $"write it as {text[.._at]}3, or {text[.._at]}${{NAME}} when the environment holds it");
    }

    private AddressConfig? ReadInternet(AddressFamily family)
    {
        if (FindUrl())
        {
            return null;
        }

        // The last colon separates the port, unless a bracket closes after it: "::1:80" is port 80 of ::1.
        int split = text.AsSpan(_at).LastIndexOfAny(':', ']');
        int colon = split >= 0 && text[_at + split] == ':' ? _at + split : text.Length;
        if (colon < text.Length && HostReader.IsIPv6(text.AsSpan(_at)) && !HostReader.IsIPv6(text.AsSpan(_at, colon - _at)))
        {
            colon = text.Length;
        }

        var host = new HostReader(text[_at..colon], family);
        if (host.Issue is { } issue)
        {
            Issue ??= issue with { Offset = issue.Offset + _at };
        }

        if (!host.IsValid)
        {
            return null;
        }

        if (!PortReader.TryRead(text, colon, rules, out PortReader port, out ValueIssue? fault))
        {
            Issue = fault;
            return null;
        }

        return new AddressConfig(host.Family, host.Text, port.First, port.Last, port.IsOffset);
    }

    /// <summary>The most common mistake of those who come from other proxies.</summary>
    private bool FindUrl()
    {
        int scheme = text.IndexOf("://", _at, StringComparison.Ordinal);
        if (scheme < 0)
        {
            return false;
        }

        string rest = text[(scheme + 3)..].TrimEnd('/');
        Fail(_at, scheme + 3 - _at, "an address has no scheme", rest.Length == 0 ? null : $"write '{rest}'");
        return true;
    }

    private AddressConfig? FailLength(string name, string what) =>
        Fail(_at, name.Length, $"the {what} of a UNIX socket has at most {PathBytesMax} bytes, this one has {name.Length}");

    private AddressConfig? Fail(int offset, int length, string message, string? fix = null)
    {
        Issue = new ValueIssue(offset, length, message, fix);
        return null;
    }
}
