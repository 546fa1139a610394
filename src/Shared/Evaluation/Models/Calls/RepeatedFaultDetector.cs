namespace MuBench.Models.Calls;

/// <summary>
/// Detects a server error that one question causes: it occurred three times in the same way, while other questions got
/// responses and none of them met a server error. Unlike an error of a server in trouble, it does not go away.
/// </summary>
/// <param name="all">The counts over all questions of the model.</param>
internal sealed class RepeatedFaultDetector(RepeatedFaultDetector.ModelFaultTally all)
{
    private const int Threshold = 3;

    private string? _message;
    private int _count;
    private int _errorsBefore;
    private int _answersBefore;

    /// <summary>Counts the result of an attempt; true if the question is now known to cause the fault.</summary>
    public bool IsPersistent(CallFault? fault)
    {
        if (fault is not { MayBeTheQuestion: true })
        {
            if (fault is null)
                all.CountResponse();
            _count = 0;
            return false;
        }

        var errors = all.CountError();
        if (_count == 0 || fault.Message != _message)
            (_message, _count, _errorsBefore, _answersBefore) = (fault.Message, 0, errors - 1, all.Responses);
        _count++;
        return _count >= Threshold && errors - _errorsBefore == _count && all.Responses > _answersBefore;
    }

    /// <summary>Counts the responses and server errors of all questions of a model.</summary>
    internal sealed class ModelFaultTally
    {
        private int _responses;
        private int _errors;

        public int Responses => Volatile.Read(ref _responses);

        public void CountResponse() => Interlocked.Increment(ref _responses);

        public int CountError() => Interlocked.Increment(ref _errors);
    }
}
