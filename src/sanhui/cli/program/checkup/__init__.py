"""What `sanhui doctor` looks at: the program and the computer, then the folder with its plans."""
