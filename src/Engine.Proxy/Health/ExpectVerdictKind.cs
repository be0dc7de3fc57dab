namespace Engine.Proxy.Health;

public enum ExpectVerdictKind : byte
{
    Good,
    Wait,
    End,
}
