@echo off
where py >nul 2>nul || (echo run needs Python 3.11 or later: https://www.python.org/downloads/ 1>&2 & exit /b 2)
py -3 "%~dp0run" %*
