namespace Engine.Proxy.Tables;

/// <summary>Wakes who tells peers about changes of tables. Any thread.</summary>
internal abstract class StickChangeSignal
{
    /// <summary>There is a change, soon to be seen. Called under the gate of a stripe: only wakes.</summary>
    internal abstract void Raise();
}
