namespace Engine.Proxy.Health;

/// <summary>Does something that involves no connection, such as setting a variable.</summary>
public abstract class ActionStep : CheckStep
{
    /// <summary>Called once per check, on its loop; must not block.</summary>
    public abstract void Run(CheckRun run);
}
