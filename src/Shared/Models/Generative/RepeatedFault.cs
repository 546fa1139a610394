namespace MuBench.Models.Generative;

/// <summary>Notices a fault that one question meets over and over: a server that fails alike three times will go on to.</summary>
internal sealed class RepeatedFault
{
    private const int Times = 3;

    private string? _message;
    private int _count;

    /// <summary>Counts how an attempt ended; true where it was the third in a row to end in the same fault of the question's.</summary>
    public bool Stays(CallFault? fault)
    {
        if (fault is not { MayBeTheQuestion: true })
        {
            _count = 0;
            return false;
        }

        _count = fault.Message == _message ? _count + 1 : 1;
        _message = fault.Message;
        return _count >= Times;
    }
}
