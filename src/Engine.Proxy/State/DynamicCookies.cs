using System;

namespace Engine.Proxy.State;

/// <summary>
/// Cookies that are made of the servers' addresses, of one backend (CFG 4.2 dynamic-cookie-key): as the configuration has them until a client of
/// the runtime API decides otherwise, which lasts as long as the configuration says what it says now. On the loop of the runtime API; loops see a change a moment late.
/// </summary>
public sealed class DynamicCookies
{
    private readonly BackendState _backend;
    private byte[]? _key;
    private byte[]? _configuredKey;
    private bool _isConfigured;
    private bool _isEnabled;
    private bool _isChanged;

    internal DynamicCookies(BackendState backend) => _backend = backend;

    /// <summary>True when the configuration, as it was read last, took the place of what was set at run time.</summary>
    internal bool GaveWay { get; private set; }

    /// <summary>What cookies are made of, beside the address.</summary>
    public void SetKey(byte[] key)
    {
        _key = key;
        Change();
    }

    /// <summary>Without, only servers with a cookie of their own have one.</summary>
    public void Enable(bool enabled)
    {
        _isEnabled = enabled;
        Change();
    }

    /// <summary>The configuration was read: it counts again, if it says something else than before.</summary>
    internal void Use(byte[]? key, bool enabled)
    {
        bool isSame = enabled == _isConfigured && key.AsSpan().SequenceEqual(_configuredKey);
        (_configuredKey, _isConfigured) = (key, enabled);
        GaveWay = _isChanged && !isSame;
        if (_isChanged && isSame)
        {
            Change(); // servers may have come
            return;
        }

        (_key, _isEnabled, _isChanged) = (key, enabled, false);
        foreach (ServerState server in _backend.Servers)
        {
            server.ForgetCookieKey();
        }
    }

    /// <summary>A server has come.</summary>
    internal void ApplyTo(ServerState server)
    {
        if (_isChanged)
        {
            server.SetCookieKey(_isEnabled ? _key : null);
        }
    }

    private void Change()
    {
        _isChanged = true;
        foreach (ServerState server in _backend.Servers)
        {
            ApplyTo(server);
        }
    }
}
