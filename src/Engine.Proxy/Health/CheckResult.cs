namespace Engine.Proxy.Health;

/// <summary>What one check says about a server. The numbers are those of <c>show servers state</c> (MGT 9.3 srv_check_result).</summary>
public enum CheckResult : byte
{
    /// <summary>No check has ended yet.</summary>
    Unknown = 0,

    /// <summary>Nothing that changes anything.</summary>
    Neutral = 1,
    Failed = 2,
    Passed = 3,

    /// <summary>Up, but asks for no new load (CFG 4.2 http-check disable-on-404).</summary>
    PassedForNow = 4,
}
