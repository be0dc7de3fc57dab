namespace Engine.Proxy.State;

/// <summary>What health checks have made of a server. The numbers are those of <c>show servers state</c> (MGT 9.3 srv_op_state).</summary>
public enum ServerOperation : byte
{
    /// <summary>Down: takes no request, not even by persistence.</summary>
    Stopped = 0,

    /// <summary>Up again and warming up (CFG 5.2 slowstart).</summary>
    Starting = 1,

    /// <summary>Up.</summary>
    Running = 2,

    /// <summary>Up and about to leave: requests that persist to it are served, new ones are not (CFG 4.2 http-check disable-on-404).</summary>
    Stopping = 3,
}
