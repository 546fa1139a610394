namespace MuBench.Functions.WebConsole;

/// <summary>How people sign in to the console.</summary>
public enum ConsoleSignIn
{
    /// <summary>Not at all: the console is closed.</summary>
    Off,

    /// <summary>By a key in the address, once.</summary>
    Key,

    /// <summary>By App Service authentication with Microsoft Entra.</summary>
    Entra,
}
