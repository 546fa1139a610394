namespace MuBench.Weights.Onnx;

/// <summary>Field numbers of <c>onnx.proto</c>, for the messages that lead to weights.</summary>
internal static class OnnxFields
{
    /// <summary>ModelProto.</summary>
    public static class Model
    {
        public const int Graph = 7;
        public const int OpsetImport = 8;
        public const int Functions = 25;
    }

    /// <summary>OperatorSetIdProto.</summary>
    public static class Opset
    {
        public const int Domain = 1;
        public const int Version = 2;
    }

    /// <summary>GraphProto.</summary>
    public static class Graph
    {
        public const int Node = 1;
        public const int Initializer = 5;
        public const int Input = 11;
        public const int Output = 12;
        public const int SparseInitializer = 15;
    }

    /// <summary>ValueInfoProto.</summary>
    public static class ValueInfo
    {
        public const int Name = 1;
    }

    /// <summary>NodeProto.</summary>
    public static class Node
    {
        public const int Output = 2;
        public const int Name = 3;
        public const int OpType = 4;
        public const int Attribute = 5;
        public const int DocString = 6;
        public const int MetadataProps = 9;
    }

    /// <summary>AttributeProto.</summary>
    public static class Attribute
    {
        public const int Tensor = 5;
        public const int DocString = 13;
    }

    /// <summary>TensorProto.</summary>
    public static class Tensor
    {
        public const int Dims = 1;
        public const int DataType = 2;
        public const int Segment = 3;
        public const int FloatData = 4;
        public const int Int32Data = 5;
        public const int StringData = 6;
        public const int Int64Data = 7;
        public const int Name = 8;
        public const int RawData = 9;
        public const int DoubleData = 10;
        public const int UInt64Data = 11;
        public const int ExternalData = 13;
        public const int DataLocation = 14;
    }

    /// <summary>StringStringEntryProto.</summary>
    public static class Entry
    {
        public const int Key = 1;
        public const int Value = 2;
    }
}
