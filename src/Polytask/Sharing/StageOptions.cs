using Polytask.Catalog;

namespace Polytask.Sharing;

/// <summary>One stage of a trunk. A trunk is a list of stages, so that every way of sharing can work between them.</summary>
[Family("stage", "trunk stage")]
public abstract record StageOptions;
