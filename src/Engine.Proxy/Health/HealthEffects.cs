using System.Threading;
using Engine.Config.Model;
using Engine.Proxy.State;

namespace Engine.Proxy.Health;

/// <summary>What follows when a server changes its state, beyond the state itself: the engine's loops and logs, or a test's list. All of it is called under <see cref="Changes"/>.</summary>
public abstract class HealthEffects
{
    /// <summary>Nothing follows: before there is an engine.</summary>
    public static readonly HealthEffects None = new Nothing();

    /// <summary>Held while any server changes, so that servers that track each other change as one.</summary>
    public Lock Changes { get; } = new();

    /// <summary>Loop time.</summary>
    public abstract long NowMs { get; }

    /// <summary>A message about a server, for the log and the operator's terminal.</summary>
    /// <param name="text">Without the full stop at its end.</param>
    public abstract void Say(ServerState server, LogLevel level, string text);

    /// <summary>What is said about a server, to be mailed where it is urgent enough (CFG 4.2 email-alert).</summary>
    /// <param name="level">As the manual counts it for mails, which is not always that of <see cref="Say"/>.</param>
    /// <param name="text">Without the full stop at its end.</param>
    public virtual void Mail(ServerState server, LogLevel level, string text)
    {
    }

    /// <summary>The backend has no usable server any more.</summary>
    public abstract void SayEmpty(BackendState backend);

    /// <summary>Ends the sessions of a server: because it is down, or a backup's because another is up.</summary>
    public abstract void EndSessions(ServerState server, bool isDown);

    /// <summary>The server takes no new requests: those that wait for it go elsewhere, and its idle connections are closed.</summary>
    /// <returns>How many requests were given another place to wait.</returns>
    public abstract int Leave(ServerState server);

    /// <summary>The server takes requests again: those that wait get its slots.</summary>
    /// <returns>How many got one.</returns>
    public abstract int Return(ServerState server);

    /// <summary>The server has come up and warms up, or does so no longer.</summary>
    public abstract void WarmUp(ServerState server);

    /// <summary>The next check is not to begin later than that.</summary>
    public abstract void Hasten(ServerState server, long dueMs);

    private sealed class Nothing : HealthEffects
    {
        public override long NowMs => 0;

        public override void Say(ServerState server, LogLevel level, string text)
        {
        }

        public override void SayEmpty(BackendState backend)
        {
        }

        public override void EndSessions(ServerState server, bool isDown)
        {
        }

        public override int Leave(ServerState server) => 0;

        public override int Return(ServerState server) => 0;

        public override void WarmUp(ServerState server)
        {
        }

        public override void Hasten(ServerState server, long dueMs)
        {
        }
    }
}
