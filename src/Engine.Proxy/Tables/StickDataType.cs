namespace Engine.Proxy.Tables;

/// <summary>What a stick table can keep of a key (CFG 11.1). The numbers are those of the peers protocol.</summary>
public enum StickDataType : byte
{
    ServerId = 0,
    Gpt0 = 1,
    Gpc0 = 2,
    Gpc0Rate = 3,
    ConnCount = 4,
    ConnRate = 5,
    ConnCurrent = 6,
    SessCount = 7,
    SessRate = 8,
    HttpReqCount = 9,
    HttpReqRate = 10,
    HttpErrCount = 11,
    HttpErrRate = 12,
    BytesInCount = 13,
    BytesInRate = 14,
    BytesOutCount = 15,
    BytesOutRate = 16,
    Gpc1 = 17,
    Gpc1Rate = 18,
    ServerKey = 19,
    HttpFailCount = 20,
    HttpFailRate = 21,
    Gpt = 22,
    Gpc = 23,
    GpcRate = 24,
    GlitchCount = 25,
    GlitchRate = 26,
}
