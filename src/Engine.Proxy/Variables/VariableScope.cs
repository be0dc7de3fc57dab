namespace Engine.Proxy.Variables;

/// <summary>How long a variable lives (CFG 2.8).</summary>
public enum VariableScope : byte
{
    /// <summary>As long as the process; shared by all loops.</summary>
    Process,

    /// <summary>As long as the client connection.</summary>
    Session,

    /// <summary>As long as the exchange.</summary>
    Exchange,

    /// <summary>While the request is processed.</summary>
    Request,

    /// <summary>While the response is processed.</summary>
    Response,

    /// <summary>As long as a health check.</summary>
    Check,
}
